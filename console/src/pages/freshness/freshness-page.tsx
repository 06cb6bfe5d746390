import type { ReactNode } from "react";
import { isDenied } from "../../graph/faults";
import { graphql } from "../../graph/generated";
import type { FreshnessState, SourcesQuery } from "../../graph/generated/graphql";
import { type Answer, useAnswer } from "../../graph/use-answer";
import { useChanges } from "../../graph/use-changes";
import { agoText, momentText, numberText } from "../../parts/figures";
import { Page } from "../../parts/page";
import { Panel } from "../../parts/panel";
import { Pill, type Tone } from "../../parts/pill";
import { DeniedMark, Empty, Faulted, Loading } from "../../parts/states";
import { freshnessNames, sideNames, syncModeNames } from "../../words/enums";
import { useWords } from "../../words/language";

const SourcesDocument = graphql(`
  query Sources {
    sourceFreshness(first: 500, orderBy: [{ field: system }, { field: entity }]) {
      nodes {
        id
        system
        entity
        side
        mode
        state
        committedAt
        appliedAt
        checkedAt
        lagSeconds
        error
      }
    }
  }
`);

const BatchesDocument = graphql(`
  subscription Batches {
    importBatchChanged {
      id
    }
  }
`);

type Source = NonNullable<NonNullable<NonNullable<SourcesQuery["sourceFreshness"]>["nodes"]>[number]>;

const POLL_MS = 10_000;

const TONES: Readonly<Record<FreshnessState, Tone>> = { LIVE: "good", CURRENT: "good", STALE: "busy", FAILED: "bad" };
/** The worst of a system's entities is what its card shows. */
const WORST_FIRST: readonly FreshnessState[] = ["FAILED", "STALE", "CURRENT", "LIVE"];

export function FreshnessPage(): ReactNode {
  const { say } = useWords();
  const answer = useAnswer(SourcesDocument, { variables: {}, pollMs: POLL_MS });
  const stream = useChanges(BatchesDocument, answer.again);
  const sources = answer.data?.sourceFreshness?.nodes;
  return (
    <Page title={say("freshness")} lead={say("freshnessLead")} stream={stream}>
      {sources && sources.length > 0 ? (
        bySystem(sources).map(([system, entities]) => (
          <System key={system} system={system} entities={entities} answer={answer} />
        ))
      ) : (
        <Nothing answer={answer} />
      )}
    </Page>
  );
}

function Nothing({ answer }: { readonly answer: Answer<SourcesQuery> }): ReactNode {
  if (answer.loading && !answer.data) return <Loading lines={6} />;
  return answer.faults.length > 0 ? <Faulted faults={answer.faults} again={answer.again} /> : <Empty />;
}

function bySystem(sources: readonly Source[]): readonly (readonly [string, readonly Source[]])[] {
  const systems = [...new Set(sources.map(({ system }) => system ?? ""))];
  return systems.map((name) => [name, sources.filter(({ system }) => system === name)]);
}

interface SystemProps {
  readonly system: string;
  readonly entities: readonly Source[];
  readonly answer: Answer<SourcesQuery>;
}

function System({ system, entities, answer }: SystemProps): ReactNode {
  const words = useWords();
  const { say, language } = words;
  const state = WORST_FIRST.find((worst) => entities.some((entity) => entity.state === worst)) ?? "STALE";
  const [first] = entities;
  const newest = entities
    .flatMap(({ appliedAt }) => appliedAt ?? [])
    .sort()
    .at(-1);
  return (
    <Panel
      className="system"
      title={system}
      answer={answer}
      path="sourceFreshness"
      of={() => entities}
      tools={
        <div className="system-facts">
          <Pill tone={TONES[state]}>{freshnessNames[state][language]}</Pill>
          {first?.side ? <span>{sideNames[first.side][language]}</span> : null}
          {first?.mode ? <span>{syncModeNames[first.mode][language]}</span> : null}
          {newest ? <span>{say("appliedAgo", { ago: agoText(words, secondsSince(newest)) })}</span> : null}
        </div>
      }
    >
      {() => (
        <ul className="entities">
          {entities.map((entity) => (
            <Entity key={entity.id} entity={entity} answer={answer} />
          ))}
        </ul>
      )}
    </Panel>
  );
}

const secondsSince = (moment: string): number => Math.max(0, (Date.now() - Date.parse(moment)) / 1000);

function Entity({ entity, answer }: { readonly entity: Source; readonly answer: Answer<SourcesQuery> }): ReactNode {
  const words = useWords();
  const { say, language } = words;
  const { appliedAt, lagSeconds, state } = entity;
  const failed = state === "FAILED";
  return (
    <li>
      <span className={`dot ${state ? TONES[state] : "calm"}`} aria-hidden="true" />
      <strong>{entity.entity}</strong>
      <span>{state ? freshnessNames[state][language] : "—"}</span>
      {appliedAt ? <time dateTime={appliedAt}>{momentText(words, appliedAt)}</time> : <span>—</span>}
      {lagSeconds ? <span>{say("lag", { n: numberText(words, lagSeconds, 1) })}</span> : null}
      {failed && isDenied(answer.faults, "sourceFreshness.nodes.error") ? <DeniedMark /> : null}
      {failed && entity.error ? <p className="fault-text">{entity.error}</p> : null}
    </li>
  );
}
