// Prints the way from order to cash of a span of days: what was ordered, what is billed, what is still open.
// CONCORD_TOKEN=… npm run -s example -- 2026-04-01 2026-04-05
import { GraphQLClient } from "graphql-request";
import { OrderToCashDocument, type OrderToCashQuery } from "./generated/graphql";

type Order = NonNullable<NonNullable<NonNullable<OrderToCashQuery["salesOrders"]>["nodes"]>[number]>;

const [from = "2026-04-01", to = "2026-04-05"] = process.argv.slice(2);
const token = process.env["CONCORD_TOKEN"] ?? "";
const client = new GraphQLClient(process.env["CONCORD_URL"] ?? "http://127.0.0.1:4000/graphql", {
  headers: { authorization: `Bearer ${token}` },
});

/** Page after page, so that no answer is large. */
async function* orders(): AsyncGenerator<Order> {
  let after: string | null = null;
  do {
    const { salesOrders }: OrderToCashQuery = await client.request(OrderToCashDocument, { from, to, after });
    for (const order of salesOrders?.nodes ?? []) if (order) yield order;
    after = salesOrders?.pageInfo?.hasNextPage ? (salesOrders.pageInfo.endCursor ?? null) : null;
  } while (after);
}

/** Amounts are the graph's own text: nothing is reckoned here. */
function line({ number, orderedOn, netAmount, customer, invoices, billing }: Order): string {
  const billed = (invoices ?? []).map((invoice) => `${invoice.number} (open ${invoice.openAmount?.amount ?? "?"})`);
  return [
    number,
    orderedOn,
    `${netAmount?.amount} ${netAmount?.currency}`,
    customer?.displayName,
    billing?.status,
    billed.join(", ") || "no invoice",
  ].join("\t");
}

async function main(): Promise<void> {
  console.log("order\tordered on\tnet amount\tcustomer\tbilling\tinvoices");
  for await (const order of orders()) console.log(line(order));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
