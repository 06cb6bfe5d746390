import { graphError } from "../../schema/errors";
import { minorUnits } from "../../schema/values/currency";
import type { Database } from "../database";
import { sql } from "../sql";

/** Converts by the closing rate on or before a day; the rate, its direction and what rounding left out are told. */
export async function convertMoney(database: Database, amount: string, from: string, to: string, on: string) {
  const [row] = await database.query(sql`
    with used as (select * from finance.closing_rate(${from}, ${to}, ${on}::date)),
      whole as (select ${amount}::numeric * rate as amount from used)
    select trim_scale(rate) as rate, valid_on, via, trim_scale(round(whole.amount, ${minorUnits(to) ?? 2}::integer)) as rounded,
      trim_scale(whole.amount - round(whole.amount, ${minorUnits(to) ?? 2}::integer)) as remainder,
      ${from}::text <> ${to}::text and via is null and not exists (select 1 from finance.exchange_rate x
        where x.from_currency = ${from} and x.to_currency = ${to} and x.kind = 'CLOSING' and x.valid_on = used.valid_on)
        as inverted
    from used cross join whole`);
  if (!row) throw graphError("RATE_MISSING", `There is no rate from ${from} to ${to} on or before ${on}.`);
  const remainder = String(row["remainder"]);
  const [inverted, via] = [row["inverted"] === true, row["via"] === null ? null : String(row["via"])];
  return {
    money: { amount: String(row["rounded"]), currency: to },
    rate: String(row["rate"]),
    validOn: String(row["valid_on"]),
    inverted,
    via,
    exact: remainder === "0" && !inverted && via === null,
    remainder,
  };
}
