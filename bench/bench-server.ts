import { Cluster } from "./kill-processes/cluster";
import { findPostgresBinaries } from "./kill-processes/postgres-binaries";

export interface BenchServer {
  readonly administratorUrl: string;
  /** A server of the bench's own goes; one that was given stays. */
  remove(): Promise<void>;
}

/** The server at DATABASE_URL, or one of the bench's own; throws where there is neither. */
export async function benchServer(name: string, settings: Readonly<Record<string, string>>): Promise<BenchServer> {
  const given = process.env["DATABASE_URL"];
  if (given) return { administratorUrl: given, remove: async () => undefined };
  const binaries = findPostgresBinaries();
  if (!binaries) throw new Error("neither DATABASE_URL nor a local PostgreSQL with initdb is there");
  const cluster = await Cluster.create(name, binaries, settings);
  return { administratorUrl: cluster.urlOf("postgres"), remove: () => cluster.remove() };
}
