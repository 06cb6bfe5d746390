import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeJwt } from "jose";
import { openPglite } from "../../store/pglite";
import { type CommandEnd, runCommand } from "../command";

describe("the concord command", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "concord-cli-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs the command in a folder that is not the project's, on an embedded database of its own. */
  function run(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CommandEnd> {
    return runCommand(args, { cwd: folder, env: { DATABASE_URL: undefined, DATA_DIR: join(folder, "data"), ...env } });
  }

  it("teaches itself: commands, a first tour, and help on each command", async () => {
    const { out } = await run(["--help"]);
    for (const word of ["start", "token", "import", "migrate", "doctor", "First tour", "docs/configuration.md"])
      expect(out.toLowerCase()).toContain(word.toLowerCase());
    expect((await run(["import", "--help"])).out).toMatch(/adventureworks, sample, or the path of a mapping file/);
  });

  it("mints a token for a role, limited to companies, and refuses an unknown role", async () => {
    const { out } = await run(["token", "sales", "--companies", "sample-fin:company:C01", "--ttl", "60"]);
    const claims = decodeJwt(out.trim());
    expect(claims).toMatchObject({ role: "sales", companies: ["sample-fin:company:C01"] });
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(60);
    const kept = ["--customers", "e:party:1", "f:party:1", "--cost-centers"];
    expect(decodeJwt((await run(["token", "sales", ...kept])).out.trim())).toMatchObject({
      companies: "*",
      customers: ["e:party:1", "f:party:1"],
      costCenters: [],
    });
    expect(claims).not.toHaveProperty("customers");
    expect(await run(["token", "root"])).toMatchObject({
      code: 1,
      err: expect.stringContaining("Allowed choices are admin"),
    });
  });

  it("refuses development tokens in production, and says what to do", async () => {
    const production = {
      NODE_ENV: "production",
      JWT_JWKS_URL: "https://id.example.test/keys",
      JWT_ISSUER: "i",
      JWT_AUDIENCE: "a",
      AUDIT_KEY: "fedcba9876543210fedcba9876543210",
    };
    expect(await run(["token", "admin"], production)).toMatchObject({
      code: 1,
      out: "",
      err: expect.stringMatching(/CONFIG_INVALID[\s\S]*identity provider/),
    });
    expect(await run(["token", "admin"], { NODE_ENV: "production" })).toMatchObject({
      code: 1,
      err: expect.stringMatching(/JWT_JWKS_URL/),
    });
  });

  it("loads the sample: a dry run keeps nothing, a load says what it did, a second changes nothing", async () => {
    expect(await run(["sample", "exports"])).toMatchObject({ code: 0 });
    const dry = JSON.parse((await run(["import", "sample", "exports", "--dry-run", "--json"])).out);
    const first = JSON.parse((await run(["import", "sample", "exports", "--json"])).out);
    const facts = ({ summaries }: { summaries: { entities: object[] }[] }) => summaries.map(({ entities }) => entities);
    expect(facts(first)).toEqual(facts(dry));
    const counts = first.summaries.map(({ quarantine }: { quarantine: { count: number } }) => quarantine.count);
    expect(counts).toEqual([6, 5, 0]);
    expect(first.peakMb).toBeGreaterThan(10);
    const text = (await run(["import", "sample", "exports"])).out;
    expect(text).toMatch(/sample-links: nothing has changed since the last load/);
    // Rows that wait for another record are tried again, and told again.
    expect(text).toMatch(/IMPORT_REFERENCE_UNKNOWN SalesOrderLine\.orderId/);
    const again = JSON.parse((await run(["import", "sample", "exports", "--full", "--json"])).out);
    for (const { changed } of facts(again).flat() as { changed: number }[]) expect(changed).toBe(0);
  });

  it("tells what is wrong with a source before it reads it", async () => {
    const failing = (args: string[], message: RegExp) =>
      run(args).then((answer) => expect(answer).toMatchObject({ code: 1, err: expect.stringMatching(message) }));
    await failing(["import", "sample", "nowhere"], /SOURCE_MISSING at folder: There is no folder nowhere/);
    await failing(["import", "sample", "."], /SOURCE_MISSING at sample-erp: reads\[0\]: erp\/companies\.csv is not in/);
    await failing(["import", "nosuch", "."], /MAPPING_MISSING at nosuch[\s\S]*import --help/);
  });

  it("keeps two processes from one embedded database, and takes over after a killed one", async () => {
    const held = await openPglite(join(folder, "data", "database"));
    expect(await run(["import", "sample", "exports"])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/DATABASE_IN_USE[\s\S]*DATABASE_URL/),
    });
    await held.close();
    expect(await run(["doctor", "--json"])).toMatchObject({ code: 0 });
  });

  it("examines everything and fails when something is wrong", async () => {
    const { code, out } = await run(["doctor", "--json"], {
      DATABASE_URL: "postgresql://postgres@127.0.0.1:1/none",
      PORT: "no",
    });
    expect(code).toBe(1);
    const verdicts = JSON.parse(out).map(({ what, ok }: { what: string; ok: boolean }) => [what, ok]);
    expect(Object.fromEntries(verdicts)).toMatchObject({
      "Node.js": true,
      configuration: false,
      database: false,
      schema: true,
    });
  });

  it("explains a database that does not answer, without a stack", async () => {
    const { err } = await run(["migrate"], { DATABASE_URL: "postgresql://postgres@127.0.0.1:1/none" });
    expect(err).toMatch(/^DATABASE_UNAVAILABLE at DATABASE_URL/m);
    expect(err).not.toMatch(/\n\s+at /);
  });
});
