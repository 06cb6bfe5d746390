import { Party } from "../../schema/erp/party";
import { PartyAccount } from "../../schema/finance/party-account";
import type { Database } from "../../store/database";
import { raw, sql } from "../../store/sql";
import { saveMatches } from "../../store/write/proposals";
import { reconcile } from "../../subgraphs/mapping/reconciliation/run";
import { load, row } from "../build";
import type { SampleServer } from "../sample-server";

const NAMES = ["Norwood Steel", "Harbour Foods", "Quintal Optics"];

/** A run of the reconciliation by the last day of the sample company's books. */
export async function reconcileSample({ database }: SampleServer): Promise<void> {
  await reconcile({ finance: database, erp: database, mapping: database }, { asOf: "2026-06-30" });
}

/** Gives the sample company what people work on: discrepancies, and pairs of records that wait for a steward. */
export async function addWork(sample: SampleServer): Promise<void> {
  const { database } = sample;
  await reconcileSample(sample);
  const left = (at: number): string => `extra-erp:party:${at}`;
  const right = (at: number): string => `extra-fin:party:${at}`;
  const place = { city: "Bristol", country: "GB" };
  await load(
    database,
    "erp",
    NAMES.map((name, at) => row(Party, { erp_id: left(at), name: `${name} Ltd`, number: `N${at}`, ...place })),
  );
  await load(
    database,
    "finance",
    NAMES.map((name, at) => row(PartyAccount, { id: right(at), name: `${name} Limited`, number: `D${at}`, ...place })),
  );
  await database.transaction((transaction) =>
    saveMatches(transaction, {
      kind: "PARTY",
      seen: [],
      changed: NAMES.flatMap((_, at) => [left(at), right(at)]),
      moot: [],
      model: "{}",
      verdicts: NAMES.map((name, at) => ({
        leftId: left(at),
        rightId: right(at),
        link: false,
        confidence: `0.${90 - at}00`,
        reason: `${name}: the names agree, the numbers differ.`,
        reasonZh: `${name}：名称一致，编号不同。`,
        evidence: [
          {
            supports: true,
            weight: "6.10",
            ...{ strength: "strongly for", text: "name: the same but for the legal form" },
            ...{ strengthZh: "较强支持", textZh: "名称：除组织形式外相同" },
          },
          {
            supports: false,
            weight: "-1.20",
            ...{ strength: "somewhat against", text: "number: the values differ" },
            ...{ strengthZh: "一般反对", textZh: "编号：不同" },
          },
        ],
      })),
    }),
  );
}

/** So many more rows in quarantine, each like one that is there. */
export async function addQuarantinedRows(database: Database, count: number): Promise<void> {
  const columns = await database.query(sql`select column_name as name from information_schema.columns
    where table_schema = 'mapping' and table_name = 'quarantined_row' and column_name <> 'id' and is_generated = 'NEVER'`);
  const names = raw(columns.map((column) => `"${column["name"]}"`).join(", "));
  await database.query(sql`insert into mapping.quarantined_row (id, ${names})
    select id || ':' || copy, ${names} from generate_series(1, ${count}::integer) copy,
      (select * from mapping.quarantined_row where entity = 'Payment' limit 1) one`);
}
