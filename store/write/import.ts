import type { EntityDefinition, Subgraph } from "../../schema/model/definition";
import { entitiesBySubgraph } from "../../schema/model/registry";
import type { SourceEvent } from "../../schema/model/source-event";
import type { Database } from "../database";
import { sql } from "../sql";
import { linkRecords, observeRecords } from "./crosswalk";
import { observeDocuments } from "./documents";
import { Quarantine, type QuarantineSummary } from "./quarantine";
import { type Batch, Stage } from "./stage";

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
}

export interface EntitySummary {
  readonly entity: string;
  readonly accepted: number;
  readonly changed: number;
  readonly repeated: number;
  readonly danglingReferences: number;
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
  try {
    return await database.transaction(async (transaction) => {
      const summary = await new Import(transaction, request).run();
      if (request.dryRun) throw new DryRunEnded(summary);
      return summary;
    });
  } catch (error) {
    if (error instanceof DryRunEnded) return error.summary;
    throw error;
  }
}

class Import {
  private readonly stages = new Map<EntityDefinition, Stage>();
  private readonly skipped = new Map<string, { entity: string; because: string; count: number }>();
  private readonly unsettled = new Set<string>();
  private readonly quarantine: Quarantine;

  constructor(
    private readonly database: Database,
    private readonly request: ImportRequest,
  ) {
    this.quarantine = new Quarantine(database);
  }

  async run(): Promise<ImportSummary> {
    const { system } = this.request;
    await this.database.query(sql`select pg_advisory_xact_lock(hashtext(${`concord import ${system}`}))`);
    // A load is one long transaction; the time limit is for questions.
    await this.database.query(sql`set local statement_timeout = 0`);
    const batch = await this.beginBatch();
    for await (const event of this.request.events) await this.take(event, batch);
    for (const stage of this.stages.values()) await stage.flush();
    const entities: EntitySummary[] = [];
    for (const stage of this.inOrder()) entities.push(await this.settle(stage));
    const identities = await this.link(batch);
    const quarantine = await this.quarantine.save(batch, this.request.objects());
    await this.endBatch(batch, entities, quarantine.count);
    return {
      system,
      batch: batch.id,
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

  private async take(event: SourceEvent, batch: Batch): Promise<void> {
    if (event.kind === "rejected") await this.quarantine.add(event);
    else if (event.kind === "skipped") this.countSkip(event.entity, event.because);
    else {
      const stage = this.stages.get(event.entity) ?? (await Stage.open(this.database, event.entity, batch));
      this.stages.set(event.entity, stage);
      stage.add(event);
      if (stage.size >= CHUNK_ROWS) await stage.flush();
    }
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

  private async settle(stage: Stage): Promise<EntitySummary> {
    const isStaged = (entity: EntityDefinition): boolean => this.stages.has(entity);
    const { repeated, rejected } = await stage.takeDuplicates();
    for (const rejection of [...rejected, ...(await stage.takeOrphans(isStaged))]) {
      // It waits for another record; repairing that one must bring this one in, although its own file stays as it is.
      this.unsettled.add(rejection.origin.file);
      await this.quarantine.add(rejection);
    }
    const danglingReferences = await stage.countDangling(isStaged);
    const { accepted, changed } = await stage.merge();
    return { entity: stage.entity.name, accepted, changed, repeated, danglingReferences };
  }

  private async link(batch: Batch): Promise<ImportSummary["identities"]> {
    for (const { entity } of this.stages.values()) {
      if (entity.crosswalk) await observeRecords(this.database, entity, entity.crosswalk, batch);
      if (entity.document) await observeDocuments(this.database, entity, entity.document, batch);
    }
    return linkRecords(this.database, batch);
  }

  private async endBatch(batch: Batch, entities: readonly EntitySummary[], quarantined: number): Promise<void> {
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
      cursor = ${cursor(this.unsettled)} where id = ${batch.id}::bigint`);
  }
}

/** Where the last load of a system ended; empty when there was none. */
export async function lastCursor(database: Database, system: string): Promise<string> {
  const [row] = await database.query(
    sql`select cursor from mapping.import_batch where system = ${system} order by id desc limit 1`,
  );
  return String(row?.["cursor"] ?? "");
}
