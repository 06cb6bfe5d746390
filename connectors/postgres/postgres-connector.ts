import type { Connector } from "../contract";
import { describeMapping } from "../mapping/describe";
import { checkPostgres } from "./check";
import { Follower } from "./follow";
import { PostgresSource, type PostgresSourceParts } from "./postgres-source";
import { PostgresRead } from "./read";
import { readerNames, readLag, removeReplication } from "./slot";

export interface PostgresConnectorParts extends PostgresSourceParts {
  /** Tells two Concords over one database apart, in the names of their slots; empty where there is one. */
  readonly reader?: string | undefined;
  /** How often the database is looked at where its log cannot be read; 10 s unless said. */
  readonly pollSeconds?: number | undefined;
  /** Told what an operator should know: a fallback, a lost connection. */
  readonly notice?: ((message: string) => void) | undefined;
}

const POLL_SECONDS = 10;

/** A PostgreSQL database as a source: selects give its records, a mapping says what they mean, a declaration what changes what. */
export function createPostgresConnector(parts: PostgresConnectorParts): Connector {
  const source = new PostgresSource(parts);
  const names = readerNames(parts.mapping.system, parts.url, parts.reader);
  const options = { names, pollMs: (parts.pollSeconds ?? POLL_SECONDS) * 1000, notice: parts.notice ?? (() => {}) };
  return {
    describe: () => describeMapping(parts.mapping),
    check: () => checkPostgres(source),
    read: ({ decisions, ...request } = {}) =>
      new PostgresRead(source.decided(decisions?.codes), { ...request, corrections: decisions?.corrections }),
    follow: (request) => new Follower(source.decided(request.codes), options, request).changes(),
    lag: async () => {
      const session = await source.open();
      try {
        return await readLag(session, names);
      } finally {
        await session.close();
      }
    },
    stopFollowing: () => removeReplication(source, names),
  };
}
