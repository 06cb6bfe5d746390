import type { Logger } from "pino";
import { allSubgraphsOver } from "../../cli/graph";
import { readSupergraph } from "../../cli/schema";
import type { TokenRequest } from "../../gateway/development-keys";
import type { GatewaySettings } from "../../gateway/server";
import { createInProcessSource, type SubgraphSource } from "../../gateway/sources";
import { Company } from "../../schema/erp/company";
import { Party } from "../../schema/erp/party";
import { SalesOrder } from "../../schema/erp/sales-order";
import { PartyAccount } from "../../schema/finance/party-account";
import type { Subgraph } from "../../schema/model/definition";
import type { ChangeSource } from "../../schema/model/row-change";
import { changesOf } from "../../store/changes/source";
import type { Database } from "../../store/database";
import { load, row } from "../build";
import { startGateway } from "../gateway/fixture";
import { EventReader } from "./event-reader";

export interface LiveGraph {
  readonly address: string;
  readonly token: (request?: Partial<TokenRequest>) => Promise<string>;
  /** Subscribes by server-sent events; the answer is a stream, or a refusal. */
  subscribe(query: string, how?: SubscribeOptions): Promise<EventReader>;
  /** Parts that do not answer. */
  readonly down: Set<Subgraph>;
  readonly log: { text(): string };
  metrics(): Promise<string>;
  close(): Promise<void>;
}

export interface SubscribeOptions {
  readonly as?: Partial<TokenRequest>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, unknown>>;
}

export interface LiveGraphOptions {
  readonly settings?: Partial<GatewaySettings>;
  /** Absent: the database itself tells of its changes. */
  readonly changes?: ChangeSource;
}

/** A gateway on a port of its own over the whole graph of one database. */
export async function openLiveGraph(
  database: Database,
  {
    settings = {},
    changes = changesOf({ finance: database, erp: database, mapping: database }, () => {}),
  }: LiveGraphOptions = {},
): Promise<LiveGraph> {
  const parts = allSubgraphsOver({ finance: database, erp: database, mapping: database }, "a key for tests only");
  const down = new Set<Subgraph>();
  const source = (name: string, logger: Logger): SubgraphSource =>
    createInProcessSource({
      name,
      timeoutMs: 10_000,
      logger,
      execute: async (request, identity, signal) => {
        if (down.has(name as Subgraph)) throw new Error("the part is down");
        return parts[name as Subgraph](request, identity, signal);
      },
    });
  const quiet = { warn() {}, error() {} } as unknown as Logger;
  const { gateway, token, log } = await startGateway({
    settings: { supergraphSdl: readSupergraph(), sources: (name) => source(name, quiet), changes, ...settings },
  });
  const address = await gateway.listen({ host: "127.0.0.1", port: 0 });
  return {
    address,
    token,
    down,
    log,
    async subscribe(query, how = {}) {
      const { as = { role: "admin" as const }, headers = {}, variables = {} } = how;
      const response = await fetch(`${address}/graphql/stream`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${await token(as)}`,
          "content-type": "application/json",
          accept: "text/event-stream",
          ...headers,
        },
        body: JSON.stringify({ query, variables }),
      });
      return EventReader.open(response);
    },
    metrics: async () => (await fetch(`${address}/metrics`)).text(),
    close: () => gateway.close(),
  };
}

/** Two companies of one customer, whom finance knows too. */
export async function loadCompanies(database: Database): Promise<void> {
  await load(database, "erp", [
    row(Company, { erp_id: "e:company:01", code: "01" }),
    row(Company, { erp_id: "e:company:02", code: "02" }),
    row(Party, { erp_id: "e:party:1", name: "Acme", tax_id: "91310000MA1K35F21P" }),
  ]);
  await load(database, "finance", [
    row(PartyAccount, { id: "f:party:1", name: "Acme Ltd", kind: "CUSTOMER", tax_id: "91310000MA1K35F21P" }),
  ]);
}

export const orderId = (number: string): string => `e:sales_order:${number}`;

export const order = (number: string, values: Readonly<Record<string, string | null>> = {}) =>
  row(SalesOrder, {
    id: orderId(number),
    number,
    company_id: "e:company:01",
    customer_id: "e:party:1",
    net_amount: "100",
    ...values,
  });

/** Loads orders as their source would give them, in one transaction. */
export const loadOrders = (database: Database, ...orders: readonly ReturnType<typeof order>[]) =>
  load(database, "erp", orders);

export const removeOrder = (database: Database, number: string) =>
  load(database, "erp", [
    { kind: "removed", entity: order(number).entity, id: orderId(number), origin: { file: "test.csv", line: 1 } },
  ]);
