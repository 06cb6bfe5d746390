import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSchema, type GraphQLField, isObjectType } from "graphql";
import { sameForAll } from "../../cli/databases";
import { writeSample } from "../../cli/sample";
import { readSupergraph } from "../../cli/schema";
import type { Database } from "../../store/database";
import { runQualityChecks } from "../../store/quality/check";
import { loadRules } from "../../store/quality/rules";
import { reconcile } from "../../subgraphs/mapping/reconciliation/run";
import { openEmbedded } from "../embedded";
import { openGraph, type TestGraph } from "../graph";

const SLOW_MS = 300_000;

interface ById {
  readonly one: string;
  readonly many: string;
  readonly key: string;
}

/** Root fields that find one by its id, each with the list of the same. */
function rootFieldsById(): readonly ById[] {
  const schema = buildSchema(readSupergraph(), { assumeValid: true, assumeValidSDL: true });
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {});
  const lists = new Map(fields.flatMap((field) => nodeOf(field).map((node) => [node, field.name] as const)));
  return fields.flatMap(({ name, type, args: [argument, ...others] }) => {
    const many = isObjectType(type) ? lists.get(type.name) : undefined;
    return argument && others.every(({ name: other }) => other === "knownAt") && String(argument.type) === "ID!" && many
      ? [{ one: name, many, key: argument.name }]
      : [];
  });
}

/** Name of what a list is of. */
function nodeOf({ type }: GraphQLField<unknown, unknown>): readonly string[] {
  const nodes = isObjectType(type) && type.name.endsWith("Connection") ? type.getFields()["nodes"] : undefined;
  return nodes ? [String(nodes.type).replace(/[[\]!]/g, "")] : [];
}

/** What the sample company has none of as it is loaded. */
const EMPTY: readonly string[] = [
  ...["accountBalances", "erpInvoices", "erpInvoiceLines", "matchProposals", "documentLinkDecisions"],
  ...["identityConflicts", "identityDecisions", "quarantineDecisions"],
];
const found = rootFieldsById();

describe("what a list gives", () => {
  let database: Database;
  let graph: TestGraph;
  beforeAll(async () => {
    database = await openEmbedded();
    graph = await openGraph({ database });
    const folder = mkdtempSync(join(tmpdir(), "concord-by-id-"));
    writeSample(folder);
    await graph.import("sample", folder);
    rmSync(folder, { recursive: true });
    await runQualityChecks(sameForAll(database), loadRules(), { today: "2026-01-01" });
    await reconcile(sameForAll(database), { asOf: "2026-07-15" });
    await graph.query(
      'mutation { saveOperation(name: "a", description: "d", document: "{ items { nodes { id } } }", roles: [admin]) { id } }',
    );
  }, SLOW_MS);
  afterAll(async () => {
    await graph?.close();
    await database?.close();
  });

  it("is there for entities of every subgraph, also where the database counts them", () => {
    const names = found.map(({ one }) => one);
    expect(names).toEqual(expect.arrayContaining(["invoice", "salesOrder", "discrepancy", "reconciliationRun"]));
  });

  it.each(found.map((one) => [one.one, one] as const))(
    "%s finds again by its id, and so does node",
    async (_name, { one, many, key }) => {
      const listed = await graph.query(`{ list: ${many}(first: 1) { nodes { __typename nodeId ${key} } } }`);
      expect(listed.errors).toEqual([]);
      const [{ __typename: type, nodeId, ...node }] = [listed.data["list"].nodes[0] ?? {}];
      if (!nodeId) return void expect(EMPTY).toContain(many);
      const again = await graph.query(`query($id: ID!) { again: ${one}(${key}: $id) { ${key} } }`, { id: node[key] });
      expect(again.errors).toEqual([]);
      expect(again.data["again"]).toEqual(node);
      const question = `query($id: ID!) { node(id: $id) { __typename nodeId ... on ${type} { ${key} } } }`;
      const byNode = await graph.query(question, { id: nodeId });
      expect(byNode.errors).toEqual([]);
      expect(byNode.data["node"]).toEqual({ __typename: type, nodeId, ...node });
    },
  );
});
