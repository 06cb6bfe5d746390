import type { ReactNode } from "react";
import { isDenied } from "../../graph/faults";
import { Card } from "../../parts/card";
import { percentText } from "../../parts/figures";
import { Pill } from "../../parts/pill";
import { DeniedMark, Faulted, Loading } from "../../parts/states";
import { useWords, type Word } from "../../words/language";
import { told } from "../../words/told";
import type { Proposal } from "./matching-page";
import type { Decisions } from "./use-decisions";
import { type PairField, usePair } from "./use-pair";

interface PairProps {
  readonly proposal: Proposal;
  readonly acts: Decisions;
}

/** Two records side by side, what speaks for and against their being one, and what can be decided. */
export function PairView({ proposal, acts }: PairProps): ReactNode {
  const words = useWords();
  const { say, language } = words;
  return (
    <Card
      className="pair"
      title={say("areTheyOne")}
      note={told(language, proposal.reason, proposal.reasonZh)}
      tools={proposal.confidence ? <Pill tone="info">{percentText(words, proposal.confidence)}</Pill> : null}
    >
      <Records proposal={proposal} />
      <Evidence proposal={proposal} />
      <Deciding proposal={proposal} acts={acts} />
    </Card>
  );
}

function Records({ proposal }: { readonly proposal: Proposal }): ReactNode {
  const { say } = useWords();
  const { fields, loading, faults } = usePair(proposal);
  if (loading && fields.length === 0) return <Loading lines={5} />;
  if (fields.length === 0) return <Faulted faults={faults} />;
  const cell = (value: string | null | undefined, path: string): ReactNode =>
    value || (isDenied(faults, path) ? <DeniedMark /> : "—");
  return (
    <table className="plain records">
      <thead>
        <tr>
          <td />
          <th scope="col">{say("erpRecord")}</th>
          <th scope="col">{say("financeRecord")}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map(({ word, left, right, leftPath, rightPath }) => (
          <tr key={word} className={agreement(left, right)}>
            <th scope="row">{say(word)}</th>
            <td>{cell(left, leftPath)}</td>
            <td>{cell(right, rightPath)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function agreement(left: PairField["left"], right: PairField["right"]): string {
  if (!left || !right) return "";
  return left.trim().toLowerCase() === right.trim().toLowerCase() ? "same" : "different";
}

function Evidence({ proposal: { explain } }: { readonly proposal: Proposal }): ReactNode {
  const notes = explain ?? [];
  const part = (title: Word, supports: boolean) => (
    <EvidenceList title={title} supports={supports} notes={notes.filter((note) => note.supports === supports)} />
  );
  return (
    <div className="evidence">
      {part("speaksFor", true)}
      {part("speaksAgainst", false)}
    </div>
  );
}

interface EvidenceListProps {
  readonly title: Word;
  readonly supports: boolean;
  readonly notes: NonNullable<Proposal["explain"]>;
}

function EvidenceList({ title, supports, notes }: EvidenceListProps): ReactNode {
  const { say, language } = useWords();
  return (
    <div>
      <h3>{say(title)}</h3>
      {notes.length === 0 ? <p className="note">{say("nothing")}</p> : null}
      <ul className={supports ? "for" : "against"}>
        {notes.map((note) => (
          <li key={note.text}>
            {told(language, note.text, note.textZh)}
            {note.strength ? <small>{told(language, note.strength, note.strengthZh)}</small> : null}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Deciding({ proposal, acts }: PairProps): ReactNode {
  const { say } = useWords();
  return (
    <div className="deciding">
      <label className="field">
        <span>{say("reason")}</span>
        <input
          value={acts.reason}
          placeholder={say("reasonByDefault")}
          onChange={(event) => acts.setReason(event.target.value)}
        />
      </label>
      <div className="row">
        <button type="button" className="button primary" disabled={acts.busy} onClick={() => acts.confirm(proposal)}>
          {say("confirm")} <kbd>C</kbd>
        </button>
        <button type="button" className="button" disabled={acts.busy} onClick={() => acts.reject(proposal)}>
          {say("reject")} <kbd>R</kbd>
        </button>
        <button type="button" className="button" disabled={acts.busy} onClick={() => acts.merge(proposal)}>
          {say("merge")} <kbd>M</kbd>
        </button>
      </div>
    </div>
  );
}
