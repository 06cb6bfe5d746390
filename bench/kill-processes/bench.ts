import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { SCHEMAS } from "../../cli/databases";
import { migrate } from "../../store/migrate";
import { review } from "./again";
import { Cluster } from "./cluster";
import { type Running, startSync, startWriter } from "./processes";
import { shopTables, writeSources } from "./shop";
import { comparableState } from "./state";
import { withDatabase } from "./stores";

const STORE_TEMPLATE = "store_template";
const SHOP_TEMPLATE = "shop_template";

/** The states that a load without any kill leaves. */
export interface Clean {
  readonly store: readonly string[];
  readonly source: readonly string[];
}

/** Two servers, one for Concord's store and one for its source, with a database of each run's own in them. */
export class Bench {
  private readonly cleanBySeed = new Map<number, Promise<Clean>>();
  private readonly processes = new Set<Running>();
  private isClosed = false;
  private made = 0;

  private constructor(
    readonly store: Cluster,
    readonly source: Cluster,
    private readonly folder: string,
  ) {}

  static async open(binaries: string): Promise<Bench> {
    const folder = mkdtempSync(join(tmpdir(), "concord-kill-"));
    const clusters: Cluster[] = [];
    try {
      for (const name of ["store", "source"]) clusters.push(await Cluster.create(name, binaries));
      const [store, source] = clusters as [Cluster, Cluster];
      await store.query(`create database ${STORE_TEMPLATE}`);
      await withDatabase(store.urlOf(STORE_TEMPLATE), async (database) => {
        for (const schema of SCHEMAS) await migrate(database, schema);
      });
      await source.query(`create database ${SHOP_TEMPLATE}`);
      await onShop(source.urlOf(SHOP_TEMPLATE), (client) => client.query(shopTables()));
      return new Bench(store, source, folder);
    } catch (error) {
      for (const cluster of clusters) await cluster.remove();
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Remembers a process, so that none outlives the bench. */
  started(process: Running): Running {
    if (this.isClosed) process.kill();
    this.processes.add(process);
    void process.ended.then(() => this.processes.delete(process));
    return process;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    for (const process of this.processes) process.kill();
    await Promise.all([this.store.remove(), this.source.remove()]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A store and a shop of one's own, as they are before anything was read or changed. */
  async stage(mode: "batch" | "live"): Promise<Stage> {
    this.made += 1;
    const [storeName, sourceName] = [`store_${this.made}`, `shop_${this.made}`];
    await Promise.all([
      this.store.query(`create database ${storeName} template ${STORE_TEMPLATE}`),
      this.source.query(`create database ${sourceName} template ${SHOP_TEMPLATE}`),
    ]);
    const stage = {
      storeName,
      sourceName,
      storeUrl: this.store.urlOf(storeName),
      sourceUrl: this.source.urlOf(sourceName),
      sources: join(this.folder, `${sourceName}.yaml`),
    };
    writeSources(stage.sources, stage.sourceUrl, mode);
    return stage;
  }

  async clear({ storeName, sourceName, sources }: Stage): Promise<void> {
    await this.source.query(
      "select pg_drop_replication_slot(slot_name) from pg_replication_slots where database = $1 and not active",
      [sourceName],
    );
    await this.source.query(`drop database if exists ${sourceName} with (force)`);
    await this.store.query(`drop database if exists ${storeName} with (force)`);
    rmSync(sources, { force: true });
  }

  /** What the load of a seed leaves when nothing is killed: written by the writer, then read once by `concord sync`. */
  clean(seed: number): Promise<Clean> {
    const known = this.cleanBySeed.get(seed) ?? this.runClean(seed);
    this.cleanBySeed.set(seed, known);
    return known;
  }

  private async runClean(seed: number): Promise<Clean> {
    const stage = await this.stage("batch");
    try {
      for (const process of [() => startWriter(stage.sourceUrl, { seed, pace: 0 }), () => startSync(stage, "batch")]) {
        const { code, said } = await this.started(process()).ended;
        if (code !== 0) throw new Error(`The clean run of seed ${seed} failed: ${said}`);
      }
      const store = await withDatabase(stage.storeUrl, async (database) => {
        await review(database);
        return comparableState(database);
      });
      return { store, source: await shopContent(stage.sourceUrl) };
    } finally {
      await this.clear(stage);
    }
  }
}

export interface Stage {
  readonly storeName: string;
  readonly sourceName: string;
  readonly storeUrl: string;
  readonly sourceUrl: string;
  /** Path of the list of sources. */
  readonly sources: string;
}

async function onShop<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** All rows of the shop as lines: a load that was killed and went on leaves the same as one that was not. */
export async function shopContent(url: string): Promise<readonly string[]> {
  const tables = ["customer", "item", "orders", "line", "move", "progress"];
  const lines = tables.map((table) => `select '${table} ' || to_jsonb(t)::text as line from ${table} t`);
  return onShop(url, async (client) => {
    const { rows } = await client.query<{ line: string }>(
      `select line from (${lines.join(" union all ")}) c order by line collate "C"`,
    );
    return rows.map(({ line }) => line);
  });
}
