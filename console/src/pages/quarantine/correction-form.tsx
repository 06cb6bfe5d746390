import { useMutation } from "@apollo/client/react";
import { type FormEvent, type ReactNode, useState } from "react";
import { graphql } from "../../graph/generated";
import { type Deciding, useDeciding } from "../../graph/use-deciding";
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
  const { busy, faults, decide } = useDeciding();
  const act: OtherProps["act"] = async (make) => {
    if (await decide(make)) onDecided();
  };
  const [correct] = useMutation(CorrectDocument);
  const changed = Object.entries(values).filter(([field, value]) => value !== given[field]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const corrected = changed.map(([field, value]) => ({ field, value }));
    const variables = { id: row.id, values: corrected, reason, version: row.version ?? null };
    void act(() => correct({ variables }));
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
          <button type="submit" className="button primary" disabled={busy || changed.length === 0 || !reason.trim()}>
            {say("correct")}
          </button>
        ) : null}
        <OtherDecisions row={row} reason={reason} busy={busy} act={act} />
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

interface OtherProps {
  readonly row: QuarantinedRow;
  readonly reason: string;
  readonly busy: boolean;
  readonly act: (make: Parameters<Deciding["decide"]>[0]) => Promise<void>;
}

function OtherDecisions({ row, reason, busy, act }: OtherProps): ReactNode {
  const { say } = useWords();
  const [dismiss] = useMutation(DismissDocument);
  const [reopen] = useMutation(ReopenDocument);
  const variables = { id: row.id, reason, version: row.version ?? null };
  const disabled = busy || !reason.trim();
  const isDecided = row.state !== "OPEN" || Boolean(row.correction);
  return (
    <>
      {row.state === "OPEN" ? (
        <button
          type="button"
          className="button"
          disabled={disabled}
          onClick={() => void act(() => dismiss({ variables }))}
        >
          {say("dismiss")}
        </button>
      ) : null}
      {isDecided ? (
        <button
          type="button"
          className="button"
          disabled={disabled}
          onClick={() => void act(() => reopen({ variables }))}
        >
          {say("reopen")}
        </button>
      ) : null}
    </>
  );
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
