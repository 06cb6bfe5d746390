import { begun } from "../../schema/model/begun-events";
import type { EntityDefinition, Subgraph } from "../../schema/model/definition";
import { entitiesBySubgraph } from "../../schema/model/registry";
import type { RejectedRecord, SourceEvent, UnifiedRow } from "../../schema/model/source-event";
import type { Database } from "../database";
import { sql } from "../sql";
import { type Checked, checkStages } from "./check-stages";
import { linkRecords, observeRecords } from "./crosswalk";
import { DocumentRule } from "./document-rule";
import { observeDocuments } from "./documents";
import { recordApplied } from "./freshness";
import { EventDigest, keepAnswer, requireSamePayload, takeKey } from "./idempotency";
import { closeMoment } from "./moment";
import { Quarantine, type QuarantineSummary } from "./quarantine";
import { Removals } from "./removal";
import { type AppliedCorrection, markReplayed } from "./source-decisions";
import { type Batch, Stage } from "./stage";
import { standingParts, withParts } from "./standing-parts";
import { Withdrawn } from "./withdrawn";

/** Rows sent to the database in one statement. */
const CHUNK_ROWS = 2000;

export interface CodeMapEntry {
  readonly list: string;
  readonly sourceCode: string;
  readonly unifiedCode: string;
}

export interface ImportRequest {
  readonly system: string;
  readonly subgraph: Subgraph;
  readonly events: AsyncIterable<SourceEvent>;
  /** Read once the events have ended; stored with the rows, in the same transaction. Rows of unsettled files wait for others. */
  readonly cursor: (unsettled: ReadonlySet<string>) => string;
  /** Files or tables that the events give whole. */
  readonly objects: () => readonly string[];
  readonly codeMaps: readonly CodeMapEntry[];
  /** Does everything but keep it. */
  readonly dryRun: boolean;
  /** All entities the source gives, by GraphQL name; the freshness of each is kept. */
  readonly entities?: readonly string[];
  /** Time of the source's newest commit among the events, known once they have ended; null: the source does not tell. */
  readonly committedAt?: () => string | null;
  /** A load with a key of an earlier one has no further effect and gives that one's summary; other events under it are refused. */
  readonly idempotencyKey?: string;
  /** Corrections that the read applied, known once the events have ended. */
  readonly applied?: () => readonly AppliedCorrection[];
  /** Objects that the read was asked to give again. */
  readonly again?: ReadonlySet<string>;
}

export interface EntitySummary {
  readonly entity: string;
  readonly accepted: number;
  readonly changed: number;
  readonly repeated: number;
  readonly danglingReferences: number;
  /** Rows taken out because the source no longer has them. */
  readonly removed: number;
}

export interface ImportSummary {
  readonly system: string;
  readonly batch: string;
  readonly dryRun: boolean;
  readonly entities: readonly EntitySummary[];
  readonly skipped: readonly { readonly entity: string; readonly because: string; readonly count: number }[];
  readonly quarantine: QuarantineSummary;
  /** Files read again at the next load, since their rows wait for records of others. */
  readonly waitingFiles: readonly string[];
  readonly identities: { readonly minted: number; readonly linked: number; readonly merged: number };
}

/** Carries a dry run's summary out of the transaction that it undoes. */
class DryRunEnded extends Error {
  constructor(readonly summary: ImportSummary) {
    super("dry run");
  }
}

/**
 * Loads one source in one transaction: all valid rows with their provenance, all bad ones in quarantine, the crosswalk and
 * the cursor; after a crash there is all of it or none. Loading the same again changes nothing.
 */
export async function importRows(database: Database, request: ImportRequest): Promise<ImportSummary> {
  // A source asks this store what it knows before its first event, and an embedded database has one connection for both.
  const { events, end } = await begun(request.events);
  try {
    return await database.transaction(async (transaction) => {
      const summary = await importOnce(transaction, { ...request, events });
      if (request.dryRun) throw new DryRunEnded(summary);
      return summary;
    });
  } catch (error) {
    if (error instanceof DryRunEnded) return error.summary;
    throw error;
  } finally {
    await end();
  }
}

async function importOnce(transaction: Database, request: ImportRequest): Promise<ImportSummary> {
  const { idempotencyKey: key } = request;
  if (key === undefined) return new Import(transaction, request).run();
  const digest = new EventDigest();
  const events = digest.over(request.events);
  const earlier = await takeKey(transaction, key);
  if (earlier) {
    for await (const _event of events);
    requireSamePayload(key, earlier, digest.value());
    return JSON.parse(earlier.answer) as ImportSummary;
  }
  const summary = await new Import(transaction, { ...request, events }).run();
  await keepAnswer(transaction, key, { digest: digest.value(), answer: JSON.stringify(summary) });
  return summary;
}

class Import {
  private readonly stages = new Map<EntityDefinition, Stage>();
  private readonly skipped = new Map<string, { entity: string; because: string; count: number }>();
  private readonly unsettled = new Set<string>();
  private readonly quarantine: Quarantine;
  private readonly rule: DocumentRule;
  private batch: Batch = { id: "", system: "" };
  private removals: Removals;
  private withdrawn: Withdrawn | undefined;

  constructor(
    private readonly database: Database,
    private readonly request: ImportRequest,
  ) {
    this.quarantine = new Quarantine(database);
    const entities = entitiesBySubgraph[request.subgraph];
    this.rule = new DocumentRule(entities);
    this.removals = new Removals(database, request.system, entities);
  }

  async run(): Promise<ImportSummary> {
    const { system } = this.request;
    await this.database.query(sql`select pg_advisory_xact_lock(hashtext(${`concord import ${system}`}))`);
    // A load is one long transaction; the time limit is for questions.
    await this.database.query(sql`set local statement_timeout = 0`);
    this.batch = await this.beginBatch();
    this.withdrawn = await Withdrawn.read(this.database, system, entitiesBySubgraph[this.request.subgraph]);
    if (this.withdrawn.any) this.removals.expect();
    for await (const event of this.request.events) await this.take(event);
    for (const stage of this.stages.values()) await stage.flush();
    const entities = await this.settle();
    const identities = await this.link();
    const quarantine = await this.quarantine.save({
      batch: this.batch,
      objects: this.request.objects(),
      stages: this.inOrder(),
      applied: this.request.applied?.() ?? [],
    });
    await markReplayed(this.database, system, this.request.again ?? new Set());
    await this.endBatch(entities, quarantine.count);
    const hasChanged = entities.some(({ changed, removed }) => changed + removed > 0);
    await closeMoment(this.database, this.request.subgraph, hasChanged);
    return {
      system,
      batch: this.batch.id,
      dryRun: this.request.dryRun,
      entities,
      skipped: [...this.skipped.values()],
      quarantine,
      waitingFiles: [...this.unsettled],
      identities,
    };
  }

  private async beginBatch(): Promise<Batch> {
    const { system } = this.request;
    const [row] = await this.database.query(
      sql`insert into mapping.import_batch (system, started_at) values (${system}, clock_timestamp()) returning id`,
    );
    return { id: String(row?.["id"]), system };
  }

  private async take(event: SourceEvent): Promise<void> {
    switch (event.kind) {
      case "rejected":
        return this.refuse(event);
      case "skipped":
        return this.countSkip(event.entity, event.because);
      case "complete":
        return this.removals.complete(event);
      case "removed":
        await this.stages.get(event.entity)?.takeBack(event.id);
        return this.removals.remove(event);
      case "row":
        return this.stage(event);
    }
  }

  private async stage(row: UnifiedRow): Promise<void> {
    const stage = this.stages.get(row.entity) ?? (await Stage.open(this.database, row.entity, this.batch));
    this.stages.set(row.entity, stage);
    this.removals.keep(row);
    stage.add(row);
    if (stage.size >= CHUNK_ROWS) await stage.flush();
  }

  private async refuse(rejection: RejectedRecord): Promise<void> {
    this.rule.note(rejection);
    this.removals.noteRefused(rejection);
    await this.setAside(rejection);
  }

  private async setAside(rejection: RejectedRecord): Promise<void> {
    const gone = this.withdrawn?.of(rejection);
    if (gone) this.removals.remove(gone);
    await this.quarantine.add(rejection);
  }

  private countSkip(entity: string, because: string): void {
    const key = `${entity} ${because}`;
    const entry = this.skipped.get(key) ?? { entity, because, count: 0 };
    entry.count += 1;
    this.skipped.set(key, entry);
  }

  /** Referenced entities first, as the registry lists them. */
  private inOrder(): readonly Stage[] {
    return entitiesBySubgraph[this.request.subgraph].flatMap((entity) => this.stages.get(entity) ?? []);
  }

  /** Checks everything before anything is written, so that a bad line holds back its whole document. */
  private async settle(): Promise<readonly EntitySummary[]> {
    const stages = this.inOrder();
    await this.removals.rememberPresent(stages);
    await this.noteStanding(stages);
    const checked = await checkStages(stages, this.rule);
    for (const rejection of checked.refused) {
      // It waits for another record; repairing that one must bring this one in, although its own file stays as it is.
      this.unsettled.add(rejection.origin.file);
      await this.setAside(rejection);
    }
    const entities: EntitySummary[] = [];
    for (const stage of stages) entities.push(await this.merge(stage, checked));
    const removed = await this.removals.apply(this.rule);
    return withRemoved(entities, removed);
  }

  /** What stands in quarantine holds back its document still. */
  private async noteStanding(all: readonly Stage[]): Promise<void> {
    const { database, removals } = this;
    const stages = withParts(all, entitiesBySubgraph[this.request.subgraph]);
    const objects = this.request.objects();
    for (const part of await standingParts(database, { system: this.batch.system, stages, objects, removals }))
      this.rule.note(part);
  }

  private async merge(stage: Stage, { repeated }: Checked): Promise<EntitySummary> {
    const danglingReferences = await stage.countDangling((entity) => this.stages.has(entity));
    const { accepted, changed } = await stage.merge();
    const entity = stage.entity.name;
    return { entity, accepted, changed, repeated: repeated.get(entity) ?? 0, danglingReferences, removed: 0 };
  }

  private async link(): Promise<ImportSummary["identities"]> {
    for (const { entity } of this.stages.values()) {
      if (entity.crosswalk) await observeRecords(this.database, entity, entity.crosswalk, this.batch);
      if (entity.document) await observeDocuments(this.database, entity, entity.document, this.batch);
    }
    return linkRecords(this.database, this.batch);
  }

  private async endBatch(entities: readonly EntitySummary[], quarantined: number): Promise<void> {
    const { batch } = this;
    const total = (count: (entity: EntitySummary) => number): number =>
      entities.reduce((sum, entity) => sum + count(entity), 0);
    const skips = [...this.skipped.values()];
    await this.database.query(sql`insert into mapping.import_skip (batch_id, entity, because, count)
      select ${batch.id}::bigint, * from unnest(${skips.map(({ entity }) => entity)}::text[],
        ${skips.map(({ because }) => because)}::text[], ${skips.map(({ count }) => count)}::integer[])`);
    const { codeMaps, cursor } = this.request;
    await this.database.query(sql`insert into mapping.code_map (id, system, list, source_code, unified_code)
      select ${batch.system} || ':' || list || ':' || source, ${batch.system}, list, source, unified
      from unnest(${codeMaps.map(({ list }) => list)}::text[], ${codeMaps.map(({ sourceCode }) => sourceCode)}::text[],
        ${codeMaps.map(({ unifiedCode }) => unifiedCode)}::text[]) as given(list, source, unified)
      on conflict (id) do update set unified_code = excluded.unified_code, loaded_at = now()`);
    await this.database.query(sql`update mapping.import_batch set committed_at = clock_timestamp(),
      accepted_count = ${total((entity) => entity.accepted)}, changed_count = ${total((entity) => entity.changed)},
      skipped_count = ${skips.reduce((sum, { count }) => sum + count, 0)}, quarantined_count = ${quarantined},
      removed_count = ${total((entity) => entity.removed)},
      cursor = ${cursor(this.unsettled)} where id = ${batch.id}::bigint`);
    const { subgraph, committedAt = () => null } = this.request;
    await recordApplied(this.database, batch, {
      subgraph,
      entities: this.request.entities ?? entities.map(({ entity }) => entity),
      changed: entities.filter(({ changed, removed }) => changed + removed > 0).map(({ entity }) => entity),
      committedAt: committedAt(),
    });
  }
}

/** Entities that only lost rows were in no stage; they are told too. */
function withRemoved(
  entities: readonly EntitySummary[],
  removed: ReadonlyMap<string, number>,
): readonly EntitySummary[] {
  const staged = new Set(entities.map(({ entity }) => entity));
  const others = [...removed].filter(([entity]) => !staged.has(entity));
  return [
    ...entities.map((summary) => ({ ...summary, removed: removed.get(summary.entity) ?? 0 })),
    ...others.map(([entity, count]) => ({
      entity,
      accepted: 0,
      changed: 0,
      repeated: 0,
      danglingReferences: 0,
      removed: count,
    })),
  ];
}

/** Where the last load of a system ended; empty when there was none. */
export async function lastCursor(database: Database, system: string): Promise<string> {
  const [row] = await database.query(
    sql`select cursor from mapping.import_batch where system = ${system} order by id desc limit 1`,
  );
  return String(row?.["cursor"] ?? "");
}

/** Keeps a newer cursor of a source from which nothing came meanwhile. */
export async function keepCursor(database: Database, system: string, cursor: string): Promise<void> {
  await database.query(sql`update mapping.import_batch set cursor = ${cursor}
    where id = (select max(id) from mapping.import_batch where system = ${system})`);
}
