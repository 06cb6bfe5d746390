import { useMutation } from "@apollo/client/react";
import { type ReactNode, useState } from "react";
import { graphql } from "../../graph/generated";
import { type Deciding, useDeciding } from "../../graph/use-deciding";
import { Card } from "../../parts/card";
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
  const { busy, faults, decide } = useDeciding();
  const [assign] = useMutation(AssignDocument);
  const [resolve] = useMutation(ResolveDocument);
  const [accept] = useMutation(AcceptDocument);
  const act = async (make: Parameters<Deciding["decide"]>[0]): Promise<void> => {
    if (!(await decide(make))) return;
    setNote("");
    onDecided();
  };
  const unexplained = busy || !note.trim();
  return (
    <Card title={say("decide")}>
      <label className="field">
        <span>{say("note")}</span>
        <textarea rows={2} value={note} onChange={(event) => setNote(event.target.value)} />
      </label>
      <div className="row">
        <button
          type="button"
          className="button"
          disabled={busy}
          onClick={() => void act(() => assign({ variables: { id, owner: subject ?? "" } }))}
        >
          {say("takeIt")}
        </button>
        <button
          type="button"
          className="button primary"
          disabled={unexplained}
          onClick={() => void act(() => resolve({ variables: { id, note } }))}
        >
          {say("resolve")}
        </button>
        <button
          type="button"
          className="button"
          disabled={unexplained}
          onClick={() => void act(() => accept({ variables: { id, note } }))}
        >
          {say("accept")}
        </button>
      </div>
      {faults.length > 0 ? <Faulted faults={faults} /> : null}
    </Card>
  );
}
