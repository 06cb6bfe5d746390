import type { Database } from "../../store/database";
import { sql } from "../../store/sql";

/** What is the same in every language, in any order: numbers of documents and lines, amounts, days, codes of currencies. */
const marksOf = (text: string): readonly string[] =>
  text
    .split(/[\s，。：；、“”（）,;:()]+/)
    .map((word) => word.replace(/\.$/, ""))
    .filter((word) => /\d|^[A-Z]{3}$/.test(word))
    .sort();

const SENTENCE = /^[\p{Script=Han}E].*\p{Script=Han}.*。$/u;

/**
 * Expects each discrepancy to say the same in English and in Chinese.
 * @returns the rules that found any
 */
export async function expectBothLanguages(database: Database): Promise<ReadonlySet<string>> {
  const rows = await database.query(
    sql`select rule, cause, cause_zh, remedy, remedy_zh from mapping.discrepancy where present order by rule, id`,
  );
  for (const row of rows) {
    const [cause, causeZh, remedy, remedyZh] = [row["cause"], row["cause_zh"], row["remedy"], row["remedy_zh"]].map(
      String,
    );
    expect({ causeZh, marks: marksOf(causeZh ?? "") }).toEqual({
      causeZh: expect.stringMatching(SENTENCE),
      marks: marksOf(cause ?? ""),
    });
    expect(causeZh).not.toMatch(/\b(is|are|was|says|charges?|lines? \d)\b/);
    expect(remedy).toMatch(/^[A-Z].*\.$/);
    expect(remedyZh).toMatch(SENTENCE);
    expect(remedyZh?.replaceAll("ERP", "")).not.toMatch(/[A-Za-z]/);
  }
  return new Set(rows.map((row) => String(row["rule"])));
}
