import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "../../store/sql";
import { describeOnServer } from "../databases";
import { keep, RATES } from "./ledger-arbitrary";
import { openFinance, type Wire } from "./reports";

const SCRIPT = join(__dirname, "..", "..", "examples", "verify-figure.mjs");

describeOnServer("the proof script", (engine) => {
  it("computes a figure and its digest from the tables, also of the past, and finds a changed row", async () => {
    const finance = await openFinance(engine);
    const folder = mkdtempSync(join(tmpdir(), "concord-proof-"));
    const prove = (explanation: Wire): Wire => {
      const file = join(folder, "explanation.json");
      writeFileSync(file, JSON.stringify(explanation));
      const { stdout, stderr } = spawnSync(process.execPath, [SCRIPT, finance.url ?? "", file], { encoding: "utf8" });
      expect(stderr).toBe("");
      return JSON.parse(stdout);
    };
    const explain = async (report: string, figure: string): Promise<Wire> => {
      const what = `explain(figure: "${figure}") { ruleVersion selection rates { from to rate validOn via } amount { amount } digest }`;
      const { data, errors } = await finance.ask(`{ report: ${report} { ${what} } }`);
      expect(errors).toEqual([]);
      return data["report"].explain;
    };
    try {
      const entry = (company: string, currency: string, on: string, lines: readonly (readonly [string, string])[]) => ({
        company,
        currency,
        on,
        lines,
      });
      await keep(finance.database, {
        companies: [
          { id: "C0", currency: "USD" },
          { id: "C1", currency: "CNY" },
        ],
        entries: [
          entry("C0", "USD", "2026-01-05", [
            ["bank", "100.10"],
            ["sales", "-100.10"],
          ]),
          entry("C1", "CNY", "2026-02-05", [
            ["receivable", "33.33"],
            ["sales", "-33.33"],
          ]),
          entry("C0", "USD", "2026-03-05", [
            ["salaries", "20"],
            ["bank", "-20"],
          ]),
          entry("C0", "USD", "2026-12-31", [
            ["sales", "100.10"],
            ["retained", "-100.10"],
          ]),
        ],
      });
      expect(RATES.length).toBeGreaterThan(0);
      const period = 'from: "2026-01-01", to: "2026-12-31", currency: "USD"';
      const revenue = await explain(`incomeStatement(${period})`, "revenue");
      const figures = [
        revenue,
        await explain(`incomeStatement(${period})`, "netProfit"),
        await explain('balanceSheet(on: "2026-12-31", currency: "USD")', "totalEquity"),
        await explain(`trialBalance(${period})`, "debit"),
        await explain(`cashFlow(${period})`, "unattributed"),
        await explain(`cashFlow(${period})`, "closing"),
      ];
      for (const figure of figures)
        expect(prove(figure)).toMatchObject({ proved: true, digest: figure.digest, amount: figure.amount.amount });
      // Booked anew: the old figure is proved of its moment, from what the history keeps.
      await finance.database.query(
        sql`update finance.journal_line set credit = credit + 1 where account_id = 'sales' and credit > 50`,
      );
      expect(prove(revenue)).toMatchObject({ proved: true });
      // Somebody who changes the history, or a line behind its back, is found.
      await finance.database.execute(`update finance.superseded_row set "row" = jsonb_set("row", '{credit}', '1')`);
      expect(prove(revenue)).toMatchObject({ proved: false });
    } finally {
      await finance.close();
    }
  });
});
