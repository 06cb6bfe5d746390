import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openPglite } from "../../store/pglite";
import { type CommandSettings, runCommand, startCommand } from "../command";
import { openGraph } from "../graph";

const SLOW_MS = 120_000;

const MAPPING = `
system: shop
subgraph: erp
title: A shop's customers
reads:
  - entity: Party
    file: customers.csv
    id: [Id]
    fields: { number: Id, name: Name, role: { constant: CUSTOMER }, city: City }
`;
const SOURCES =
  "sources:\n  - { name: shop, connector: files, every: 1s, options: { mapping: shop.yaml, folder: . } }\n";
const RULES = `
subgraph: erp
rules:
  - id: customer-without-city
    severity: ERROR
    entities: [Party]
    where: [{ field: role, equals: CUSTOMER }]
    kind: required
    field: city
    description: { en: A customer has a city., zh: 客户须有城市。 }
    remedy: { en: Add the city., zh: 补充城市。 }
`;
const FINDINGS =
  '{ qualityFindings(filter: { ruleId: { eq: "customer-without-city" } }) { nodes { rowId state severity rule { description remedy } } } }';

describe("a company's own rules of data quality", () => {
  let folder: string;
  const write = (file: string, text: string): void => writeFileSync(join(folder, file), text);
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "concord-rules-"));
    write("shop.yaml", MAPPING);
    write("concord.sources.yaml", SOURCES);
    write("rules.yaml", RULES);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const settings = (rules = "rules.yaml"): CommandSettings => ({
    cwd: folder,
    env: { DATABASE_URL: undefined, DATA_DIR: join(folder, "data"), QUALITY_RULES: rules },
  });

  /** Runs a command on an embedded database of its own. */
  async function run(args: readonly string[], rules?: string): Promise<{ code: number | null; text: string }> {
    const { code, out, err } = await runCommand(args, settings(rules));
    return { code, text: out + err };
  }

  /** Keeps the source in step, as a service does, until what it brought was looked at. */
  async function followUntilReviewed(): Promise<number | null> {
    const child = startCommand(["sync", "--follow"], settings());
    let text = "";
    const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
    child.stdout.on("data", (chunk) => {
      text += String(chunk);
      // Once: a second signal means at once.
      if (!child.killed && /"step":"reconciliation"/.test(text)) child.kill("SIGTERM");
    });
    return ended;
  }

  /** What the graph shows, asked while no command holds the database. */
  async function findings(): Promise<readonly unknown[]> {
    const database = await openPglite(join(folder, "data", "database"));
    const graph = await openGraph({ database });
    try {
      return (await graph.query(FINDINGS, {}, { role: "steward" })).data["qualityFindings"].nodes;
    } finally {
      await graph.close();
      await database.close();
    }
  }

  it(
    "are asked by check-data and by who follows sources, shown in the graph, and resolved when the source is mended",
    async () => {
      write("customers.csv", "Id,Name,City\n1,Ann,Zug\n2,Bob,\n");
      const loaded = await run(["import", "shop.yaml", "."]);
      expect(loaded.code).toBe(0);
      const checked = await run(["check-data"]);
      expect(checked.code).toBe(2);
      expect(checked.text).toMatch(/ERROR +customer-without-city +Party +1/);
      const found = { rowId: "shop:party:2", severity: "ERROR" };
      const rule = { description: "A customer has a city.", remedy: "Add the city." };
      expect(await findings()).toEqual([{ ...found, state: "OPEN", rule }]);

      // Nobody asks for a check here: who follows sources looks at what they brought.
      write("customers.csv", "Id,Name,City\n1,Ann,Zug\n2,Bob,Bern\n3,Eva,\n");
      expect(await followUntilReviewed()).toBe(0);
      expect(await findings()).toEqual([
        { ...found, state: "RESOLVED", rule },
        { ...found, rowId: "shop:party:3", state: "OPEN", rule },
      ]);

      write("customers.csv", "Id,Name,City\n1,Ann,Zug\n2,Bob,Bern\n3,Eva,Chur\n");
      expect((await run(["sync"])).code).toBe(0);
      expect((await run(["check-data"])).code).toBe(0);
    },
    SLOW_MS,
  );

  it(
    "are refused, with the place of the fault, before anything is asked",
    async () => {
      write("wrong.yaml", RULES.replace("field: city", "field: town"));
      const { code, text } = await run(["check-data"], "wrong.yaml");
      expect(code).toBe(1);
      expect(text).toMatch(
        /QUALITY_RULE_INVALID at customer-without-city.town: Rule customer-without-city: Party has no field town/,
      );
    },
    SLOW_MS,
  );
});
