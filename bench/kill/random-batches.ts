import { Party } from "../../schema/erp/party";
import { SalesOrder } from "../../schema/erp/sales-order";
import { SalesOrderLine } from "../../schema/erp/sales-order-line";
import { requireDefinition } from "../../schema/model/decorators";
import type { EntityClass } from "../../schema/model/definition";
import type { Origin, SourceEvent } from "../../schema/model/source-event";
import { seeded } from "../../subgraphs/mapping/matching/random";

export const SYSTEM = "kill-erp";

const id = (word: string, number: number | string): string => `${SYSTEM}:${word}:${number}`;
const at = (file: string, line: number): Origin => ({ file, line });

function event(type: EntityClass, values: Readonly<Record<string, string | null>>, origin: Origin): SourceEvent {
  return { kind: "row", entity: requireDefinition(type), values, origin };
}

function party(number: number, next: (below: number) => number): SourceEvent {
  const values = {
    erp_id: id("party", number),
    number: String(number),
    name: `Party ${number} v${next(4)}`,
    role: "CUSTOMER",
    // Few tax ids for many parties: identities are linked, merged and withdrawn.
    tax_id: next(3) === 0 ? `CHE-100.000.0${next(3)}0` : null,
  };
  return event(Party, values, at("parties", number));
}

function order(number: number, next: (below: number) => number): SourceEvent {
  const values = {
    id: id("sales_order", number),
    number: `SO-${number}`,
    // Now and then a customer that nobody knows: the order is refused.
    customer_id: id("party", next(8) === 0 ? 99 : 1 + next(6)),
    ordered_on: "2026-03-01",
    status: "CONFIRMED",
    currency: "CHF",
    net_amount: `${next(1000)}.50`,
  };
  return event(SalesOrder, values, at("orders", number));
}

function line(document: number, number: number, next: (below: number) => number): SourceEvent {
  const key = `${document}-${number}`;
  const origin = at("order-lines", document * 10 + number);
  if (next(9) === 0)
    return {
      kind: "rejected",
      entity: "SalesOrderLine",
      code: "IMPORT_NUMBER_INVALID",
      path: "quantity",
      reason: "Expected a number, got many.",
      record: { quantity: "many", version: String(next(5)) },
      id: id("sales_order_line", key),
      document: id("sales_order", document),
      origin,
    };
  const values = {
    id: id("sales_order_line", key),
    order_id: id("sales_order", document),
    line_number: String(number),
    quantity: String(1 + next(9)),
    unit: "C62",
    unit_price: `${next(100)}.25`,
    currency: "CHF",
    net_amount: `${next(1000)}.00`,
  };
  return event(SalesOrderLine, values, origin);
}

function wholeOrder(number: number, next: (below: number) => number): readonly SourceEvent[] {
  const lines = Array.from({ length: next(4) }, (_, index) => line(number, index + 1, next));
  const whole: SourceEvent = {
    kind: "complete",
    entity: requireDefinition(SalesOrderLine),
    within: { column: "order_id", id: id("sales_order", number) },
    origin: at("order-lines", 0),
  };
  return [order(number, next), ...lines, whole];
}

function removal(type: EntityClass, word: string, number: number): SourceEvent {
  return { kind: "removed", entity: requireDefinition(type), id: id(word, number), origin: at("log", number) };
}

/** What a live source may bring at once: valid rows, refused records, documents with their lines, removals. */
export function randomBatch(seed: number): readonly SourceEvent[] {
  const random = seeded(seed);
  const next = (below: number): number => Math.floor(random() * below);
  const parties = Array.from({ length: 1 + next(4) }, () => party(1 + next(6), next));
  const orders = Array.from({ length: next(4) }, () => 1 + next(6)).filter(
    (one, place, all) => all.indexOf(one) === place,
  );
  const events = [...parties, ...orders.flatMap((number) => wholeOrder(number, next))];
  if (next(3) === 0) events.push({ kind: "skipped", entity: "Party", because: "no name", origin: at("parties", 0) });
  if (next(2) === 0) events.push(removal(SalesOrder, "sales_order", 1 + next(6)));
  if (next(5) === 0) events.push(removal(Party, "party", 1 + next(6)));
  return events;
}
