import { Party } from "../../schema/erp/party";
import type { Role } from "../../schema/roles";
import type { Database } from "../../store/database";
import { cursorCodec } from "../../store/read/cursor";
import { erpSubgraph } from "../../subgraphs/erp";
import { createSubgraph, type SubgraphExecute } from "../../subgraphs/service/execute";
import { load, migrateAll, row } from "../build";
import { openEmbedded } from "../embedded";

const CURSORS = cursorCodec("a key for tests only");
let database: Database;
let erp: SubgraphExecute;

/** Six parties in Germany, six in France, all with a limit; they live in towns of six, three and three. */
beforeAll(async () => {
  database = await openEmbedded();
  await migrateAll(database);
  erp = createSubgraph({ definition: erpSubgraph, database, cursors: CURSORS });
  const parties = Array.from({ length: 12 }, (_, at) => ({
    erp_id: `e:party:${at}`,
    country: at < 6 ? "DE" : "FR",
    city: at < 6 ? "Ulm" : at < 9 ? "Lyon" : "Nice",
    credit_limit: "100",
    currency: "EUR",
  }));
  await load(
    database,
    "erp",
    parties.map((values) => row(Party, values)),
  );
});
afterAll(() => database.close());

const ask = async (query: string, role: Role = "analyst", execute: SubgraphExecute = erp) => {
  const { data, errors } = await execute({ query }, { subject: "t", role, companies: "*", requestId: "t" });
  return {
    data: JSON.parse(JSON.stringify(data ?? null)),
    codes: (errors ?? []).map((error) => [error.extensions["code"], error.path?.join(".")]),
  };
};

interface GroupAnswer {
  readonly aggregate: { readonly average: { readonly creditLimit: readonly { readonly amount: string }[] | null } };
}

const sum = (filter: string): string => `{ parties${filter} { aggregate { count sum { creditLimit { amount } } } } }`;

const byCountry =
  "{ parties { groupBy(by: [country]) { key { country } aggregate { average { creditLimit { amount } } } } } }";

it("gives a role that reads totals only the total of all rows", async () => {
  const { data, codes } = await ask(sum(""));
  expect(data.parties.aggregate).toEqual({ count: 12, sum: { creditLimit: [{ amount: "1200" }] } });
  expect(codes).toEqual([]);
});

it("gives it by the one dimension that is allowed, where every group is large", async () => {
  const { data, codes } = await ask(byCountry);
  expect(data.parties.groupBy.map((group: { key: object }) => group.key)).toEqual([
    { country: "DE" },
    { country: "FR" },
  ]);
  expect(
    data.parties.groupBy.map(({ aggregate }: GroupAnswer) => Number(aggregate.average.creditLimit?.[0]?.amount)),
  ).toEqual([100, 100]);
  expect(codes).toEqual([]);
});

it("withholds it of all groups where one of them is small, also of one that is not shown", async () => {
  const strict = createSubgraph({ definition: erpSubgraph, database, cursors: CURSORS, minGroupSize: 7 });
  const { data, codes } = await ask(byCountry, "analyst", strict);
  expect(data.parties.groupBy.map(({ aggregate }: GroupAnswer) => aggregate.average.creditLimit)).toEqual([null, null]);
  expect(codes.map(([code]) => code)).toEqual(["GROUP_TOO_SMALL", "GROUP_TOO_SMALL"]);
  await load(database, "erp", [
    row(Party, { erp_id: "e:party:it", country: "IT", city: "Rome", credit_limit: "100", currency: "EUR" }),
  ]);
  const first = await ask(byCountry.replace("by: [country]", "by: [country], first: 1"));
  expect(first.codes).toEqual([["GROUP_TOO_SMALL", "parties.groupBy.0.aggregate.average.creditLimit"]]);
});

it.each([
  ["a part of the rows", sum('(filter: {country: {eq: "DE"}})')],
  ["all rows but one, so that no difference tells it", sum('(filter: {erpId: {ne: "e:party:0"}})')],
  ["no row at all", sum('(filter: {erpId: {eq: "e:party:none"}})')],
])("withholds the total of %s, in the same words", async (_what, query) => {
  const { data, codes } = await ask(query);
  expect(data.parties.aggregate.sum.creditLimit).toBeNull();
  expect(codes).toEqual([["GROUP_TOO_SMALL", "parties.aggregate.sum.creditLimit"]]);
});

it.each(["[city]", "[country, city]"])(
  "withholds it by other dimensions, so that no two divisions cut out one row: %s",
  async (by) => {
    const { codes } = await ask(byCountry.replace("[country]", by));
    expect(new Set(codes.map(([code]) => code))).toEqual(new Set(["GROUP_TOO_SMALL"]));
  },
);

it.each([
  ["the field of a row", "{ parties { nodes { creditLimit { amount } } } }"],
  ["its greatest value", "{ parties { aggregate { maximum { creditLimit { amount } } } } }"],
  ["a condition on it", '{ parties(filter: {creditLimit: {gt: "50"}}) { totalCount } }'],
  ["an order by it", "{ parties(orderBy: [{field: creditLimit}]) { nodes { erpId } } }"],
])("still denies %s", async (_what, query) => {
  const { codes } = await ask(query);
  expect(codes[0]?.[0]).toBe("FORBIDDEN");
});

it("withholds nothing from who reads the rows", async () => {
  const { data, codes } = await ask(sum('(filter: {city: {eq: "Lyon"}})'), "cfo");
  expect(data.parties.aggregate.sum.creditLimit).toEqual([{ amount: "300" }]);
  expect(codes).toEqual([]);
});
