import { useMutation } from "@apollo/client/react";
import { type ReactNode, useState } from "react";
import { type Fault, faultsOf } from "../../graph/faults";
import { graphql } from "../../graph/generated";
import { Faulted } from "../../parts/states";
import { useSession } from "../../session/session";
import { useWords } from "../../words/language";

const AssignDocument = graphql(`
  mutation Assign($id: ID!, $owner: String!) {
    assignDiscrepancy(id: $id, owner: $owner) {
      id
    }
  }
`);
const ResolveDocument = graphql(`
  mutation Resolve($id: ID!, $note: String!) {
    resolveDiscrepancy(id: $id, note: $note) {
      id
    }
  }
`);
const AcceptDocument = graphql(`
  mutation Accept($id: ID!, $note: String!) {
    acceptDiscrepancy(id: $id, note: $note) {
      id
    }
  }
`);

interface ActionsProps {
  readonly id: string;
  readonly onDecided: () => void;
}

export function DiscrepancyActions({ id, onDecided }: ActionsProps): ReactNode {
  const { say } = useWords();
  const { subject } = useSession();
  const [note, setNote] = useState("");
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [assign] = useMutation(AssignDocument);
  const [resolve] = useMutation(ResolveDocument);
  const [accept] = useMutation(AcceptDocument);
  const decide = async (made: Promise<{ readonly error?: unknown }>): Promise<void> => {
    const { error } = await made.catch((thrown: unknown) => ({ error: thrown }));
    setFaults(faultsOf(error));
    if (error) return;
    setNote("");
    onDecided();
  };
  return (
    <section className="panel">
      <header>
        <h2>{say("decide")}</h2>
      </header>
      <div className="panel-body">
        <label className="field">
          <span>{say("note")}</span>
          <textarea rows={2} value={note} onChange={(event) => setNote(event.target.value)} />
        </label>
        <div className="row">
          <button
            type="button"
            className="button"
            onClick={() => void decide(assign({ variables: { id, owner: subject ?? "" } }))}
          >
            {say("takeIt")}
          </button>
          <button
            type="button"
            className="button primary"
            disabled={!note.trim()}
            onClick={() => void decide(resolve({ variables: { id, note } }))}
          >
            {say("resolve")}
          </button>
          <button
            type="button"
            className="button"
            disabled={!note.trim()}
            onClick={() => void decide(accept({ variables: { id, note } }))}
          >
            {say("accept")}
          </button>
        </div>
        {faults.length > 0 ? <Faulted faults={faults} /> : null}
      </div>
    </section>
  );
}
