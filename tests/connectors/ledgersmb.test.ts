import { join } from "node:path";
import { composeSelects, readComposedSelects } from "../../connectors/ledgersmb/fragments";
import { createLedgersmbConnector } from "../../connectors/ledgersmb/ledgersmb-connector";
import { describeOnServer } from "../databases";
import { describeConnector } from "./conformance";
import { absence, LedgersmbDatabase } from "./ledgersmb-database";

const START_MS = 120_000;
const SELECTS = join(__dirname, "..", "..", "connectors", "ledgersmb", "selects.sql");

describe("SELECTs that share fragments", () => {
  it("puts a fragment in where it is mentioned, also within another, and leaves casts alone", () => {
    const text =
      "-- fragment: one\n-- why\nselect 1::integer as x\n-- fragment: two\nselect x from :one o\n-- name: three\nselect * from :two t";
    const { selects, compose } = composeSelects(text, "x.sql");
    expect(selects.get("three")).toBe("select * from (select x from (select 1::integer as x) o) t");
    expect([...selects.keys()]).toEqual(["three"]);
    expect(compose("select x::text from :one o")).toBe("select x::text from (select 1::integer as x) o");
  });

  it("says which fragment is not there", () => {
    expect(() => composeSelects("-- name: one\nselect * from :two t", "x.sql")).toThrow(/x\.sql mentions :two/);
  });
});

describe("the options of a LedgerSMB source", () => {
  it("refuses what is no address of PostgreSQL without repeating it, since a password may be in it", () => {
    const attempt = (): unknown => createLedgersmbConnector({ url: "mysql://clerk:s3cret@host/books" });
    expect(attempt).toThrow(/postgresql:\/\//);
    expect(attempt).not.toThrow(/s3cret/);
  });

  it("tells of a server that is not there, and of a refused user, without the password", async () => {
    for (const url of [
      "postgresql://clerk:s3cret@127.0.0.1:1/books",
      "postgresql://nobody_here:s3cret@127.0.0.1:5432/none_such",
    ]) {
      const findings = await createLedgersmbConnector({ url }).connector.check();
      expect(findings.length).toBeGreaterThan(0);
      expect(JSON.stringify(findings)).not.toContain("s3cret");
    }
  });

  it("names another system's ids by its own name throughout", () => {
    const { mapping } = createLedgersmbConnector({ url: "postgresql://127.0.0.1/books", system: "books-de" });
    expect([mapping.system, mapping.codeMaps["settled"]?.["BILL"]]).toEqual(["books-de", "books-de:bill:"]);
  });
});

function contract(): void {
  let template: LedgersmbDatabase;
  const copies: LedgersmbDatabase[] = [];
  let records = 0;

  beforeAll(async () => {
    template = await LedgersmbDatabase.restored();
    const { selects } = readComposedSelects(SELECTS);
    const { mapping } = template.open();
    for (const { from } of mapping.reads) {
      const [row] = await template.run(`select count(*) from (${selects.get(from ?? "")}) counted`);
      records += Number(row?.["count"]);
    }
  }, START_MS);
  afterAll(async () => {
    for (const database of [...copies, template]) await database?.drop();
  }, START_MS);

  describeConnector("LedgerSMB", async () => {
    const database = await template.copy();
    copies.push(database);
    return {
      open: () => database.open().connector,
      openMissing: () => createLedgersmbConnector({ url: `${database.url}_gone` }).connector,
      change: async () => {
        await database.run("select setting__set('company_name', 'Renamed')");
      },
      changeSchema: async () => {
        await database.run("alter table parts rename column sellprice to price");
      },
      recordCount: () => records,
    };
  });
}

if (absence) it.skip(absence, () => undefined);
else describeOnServer("LedgerSMB as a source", contract);
