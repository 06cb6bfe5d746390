import type { Contestant } from "./contestants";

type Node = Readonly<Record<string, unknown>>;

interface Told {
  readonly message: string;
}

/** An answer in the graph's shape, fields in the order of their names; throws when it carries errors. */
export function canonical({ speaks }: Contestant, text: string): string {
  const { data, errors } = JSON.parse(text) as { readonly data: Node | null; readonly errors?: readonly Told[] };
  if (errors || !data) throw new Error(`it answers with the error "${errors?.[0]?.message ?? text.slice(0, 200)}"`);
  return JSON.stringify(speaks === "postgraphile" ? fromPostGraphile(data) : data, inOrder);
}

/** Cursors are each contestant's own. */
function inOrder(key: string, value: unknown): unknown {
  if (key === "endCursor") return undefined;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}

function fromPostGraphile(data: Node): object {
  const { allSalesOrders, salesOrderById } = data as {
    readonly allSalesOrders?: { readonly pageInfo: Node; readonly nodes: readonly Node[] };
    readonly salesOrderById?: Node;
  };
  return allSalesOrders
    ? { salesOrders: { pageInfo: allSalesOrders.pageInfo, nodes: allSalesOrders.nodes.map(order) } }
    : { salesOrder: salesOrderById ? order(salesOrderById) : null };
}

const nodesOf = (connection: unknown): readonly Node[] => (connection as { readonly nodes: readonly Node[] }).nodes;

function order({ netAmount, currency, lines, invoices, ...plain }: Node): object {
  return {
    ...plain,
    netAmount: { amount: netAmount, currency },
    ...(lines ? { lines: { nodes: nodesOf(lines).map(line) } } : {}),
    invoices: nodesOf(invoices).map((link) => invoice(link["invoice"] as Node)),
  };
}

const line = ({ quantity, unit, netAmount, currency, ...plain }: Node): object => ({
  ...plain,
  quantity: { value: quantity, unit },
  netAmount: { amount: netAmount, currency },
});

const invoice = ({ totalAmount, currency, ...plain }: Node): object => ({
  ...plain,
  totalAmount: { amount: totalAmount, currency },
});
