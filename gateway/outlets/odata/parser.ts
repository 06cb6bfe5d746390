import { filter as filterNode, query as optionsNode } from "@steedos/odata-v4-parser";
import { graphError } from "../../../schema/errors";

/** A node of a parsed expression: what it is, its text, and what is inside. */
export interface FilterNode {
  readonly type: string;
  readonly raw: string;
  readonly value: unknown;
}

export interface OrderTerm {
  readonly term: FilterNode;
  readonly isDescending: boolean;
}

const LENGTH_MAX = 10_000;

/** @throws BAD_USER_INPUT for a text that is no `$filter` of OData v4 */
export function parseFilter(text: string): FilterNode {
  return parsed("$filter", text, (filter) => filterNode(filter) as FilterNode);
}

/** @throws BAD_USER_INPUT for a text that is no `$orderby` of OData v4 */
export function parseOrder(text: string): readonly OrderTerm[] {
  const { value } = parsed("$orderby", text, (order) => optionsNode(`$orderby=${order}`) as FilterNode);
  const [order, ...others] = (
    value as { readonly options: readonly { readonly value: { readonly items: readonly OrderItem[] } }[] }
  ).options;
  if (!order || others.length > 0)
    throw graphError("BAD_USER_INPUT", "$orderby cannot be read.", { argument: "$orderby" });
  return order.value.items.map(({ value: { expr, direction } }) => ({ term: expr, isDescending: direction === -1 }));
}

interface OrderItem {
  readonly value: { readonly expr: FilterNode; readonly direction: number };
}

function parsed(option: string, text: string, parse: (text: string) => FilterNode): FilterNode {
  if (text.length > LENGTH_MAX)
    throw graphError("BAD_USER_INPUT", `${option} has at most ${LENGTH_MAX} characters.`, { argument: option });
  try {
    return parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : "it cannot be read";
    throw graphError("BAD_USER_INPUT", `${option} cannot be read: ${message.slice(0, 200)}.`, { argument: option });
  }
}
