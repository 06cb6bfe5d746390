import { useMutation } from "@apollo/client/react";
import { type FormEvent, type ReactNode, useState } from "react";
import { type Fault, faultsOf } from "../../graph/faults";
import { graphql } from "../../graph/generated";
import { Faulted } from "../../parts/states";
import { useWords } from "../../words/language";
import type { QuarantinedRow } from "./quarantine-detail";

const CorrectDocument = graphql(`
  mutation Correct($id: ID!, $values: [CorrectedValue!]!, $reason: String!, $version: Int) {
    correctQuarantinedRow(id: $id, values: $values, reason: $reason, version: $version) {
      id
    }
  }
`);
const DismissDocument = graphql(`
  mutation Dismiss($id: ID!, $reason: String!, $version: Int) {
    dismissQuarantinedRow(id: $id, reason: $reason, version: $version) {
      id
    }
  }
`);
const ReopenDocument = graphql(`
  mutation Reopen($id: ID!, $reason: String!, $version: Int) {
    reopenQuarantinedRow(id: $id, reason: $reason, version: $version) {
      id
    }
  }
`);

interface FormProps {
  readonly row: QuarantinedRow;
  readonly onDecided: () => void;
}

/** The record as it came, column by column, to be corrected in place. */
export function CorrectionForm({ row, onDecided }: FormProps): ReactNode {
  const { say } = useWords();
  const given = columnsOf(row.record);
  const [values, setValues] = useState<Readonly<Record<string, string>>>(() => columnsOf(row.correction));
  const [reason, setReason] = useState("");
  const { faults, decide } = useDeciding(onDecided);
  const [correct] = useMutation(CorrectDocument);
  const changed = Object.entries(values).filter(([field, value]) => value !== given[field]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const corrected = changed.map(([field, value]) => ({ field, value }));
    void decide(correct({ variables: { id: row.id, values: corrected, reason, version: row.version ?? null } }));
  };
  const isOpen = row.state === "OPEN";
  return (
    <form onSubmit={submit} className="correction">
      <Proposal row={row} onUse={(field, value) => setValues({ ...values, [field]: value })} />
      <div className="columns">
        {Object.entries(given).map(([field, text]) => (
          <label
            key={field}
            className={values[field] !== undefined && values[field] !== text ? "field changed" : "field"}
          >
            <span>{field}</span>
            <input
              value={values[field] ?? text}
              readOnly={!isOpen}
              onChange={(event) => setValues({ ...values, [field]: event.target.value })}
            />
          </label>
        ))}
      </div>
      <label className="field">
        <span>{say("reason")}</span>
        <input value={reason} onChange={(event) => setReason(event.target.value)} />
      </label>
      <div className="row">
        {isOpen ? (
          <button type="submit" className="button primary" disabled={changed.length === 0 || !reason.trim()}>
            {say("correct")}
          </button>
        ) : null}
        <OtherDecisions row={row} reason={reason} decide={decide} />
      </div>
      {faults.length > 0 ? <Faulted faults={faults} /> : null}
    </form>
  );
}

interface ProposalProps {
  readonly row: QuarantinedRow;
  readonly onUse: (field: string, value: string) => void;
}

function Proposal({ row, onUse }: ProposalProps): ReactNode {
  const { say } = useWords();
  const { proposedField: field, proposedValue: value, proposedBecause: because, state } = row;
  if (!field || !value || state !== "OPEN") return null;
  return (
    <div className="proposal">
      <p>
        <strong>{say("proposed", { field, value })}</strong> {because}
      </p>
      <button type="button" className="button small" onClick={() => onUse(field, value)}>
        {say("useIt")}
      </button>
    </div>
  );
}

type Decide = (made: Promise<{ readonly error?: unknown }>) => Promise<void>;

interface OtherProps {
  readonly row: QuarantinedRow;
  readonly reason: string;
  readonly decide: Decide;
}

function OtherDecisions({ row, reason, decide }: OtherProps): ReactNode {
  const { say } = useWords();
  const [dismiss] = useMutation(DismissDocument);
  const [reopen] = useMutation(ReopenDocument);
  const variables = { id: row.id, reason, version: row.version ?? null };
  const missing = !reason.trim();
  const isDecided = row.state !== "OPEN" || Boolean(row.correction);
  return (
    <>
      {row.state === "OPEN" ? (
        <button type="button" className="button" disabled={missing} onClick={() => void decide(dismiss({ variables }))}>
          {say("dismiss")}
        </button>
      ) : null}
      {isDecided ? (
        <button type="button" className="button" disabled={missing} onClick={() => void decide(reopen({ variables }))}>
          {say("reopen")}
        </button>
      ) : null}
    </>
  );
}

function useDeciding(onDecided: () => void): { readonly faults: readonly Fault[]; readonly decide: Decide } {
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const decide: Decide = async (made) => {
    const { error } = await made.catch((thrown: unknown) => ({ error: thrown }));
    setFaults(faultsOf(error));
    if (!error) onDecided();
  };
  return { faults, decide };
}

/** A record is kept as JSON: columns with texts; of lines that could not be split there are none. */
function columnsOf(json: string | null | undefined): Readonly<Record<string, string>> {
  if (!json) return {};
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value !== "object" || value === null) return {};
    return Object.fromEntries(Object.entries(value).map(([field, text]) => [field, textOf(text)]));
  } catch {
    return {};
  }
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
