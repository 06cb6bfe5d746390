/** A question as a tree, so that it can be made smaller while it still shows what it shows. */
export interface Selection {
  readonly name: string;
  readonly alias?: string;
  readonly args: readonly Argument[];
  readonly children: readonly Selection[];
  /** How the selection is written: plainly, within an inline fragment on its type, or within a named one. */
  readonly within?: { readonly type: string; readonly named: boolean };
}

export interface Argument {
  readonly name: string;
  /** GraphQL type, for a variable of it. */
  readonly type: string;
  readonly value: Value;
  readonly asVariable: boolean;
}

/** A value as it is written: enum values are not strings. */
export type Value =
  | string
  | number
  | boolean
  | null
  | EnumValue
  | readonly Value[]
  | { readonly [field: string]: Value };

export class EnumValue {
  constructor(readonly name: string) {}
}

export interface Question {
  readonly selections: readonly Selection[];
  /** Request headers, such as `x-concord-explain`. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface Written {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The question as a client sends it. */
export function write(question: Question): Written {
  const writer = new Writer();
  const body = writer.selections(question.selections);
  const variables = writer.declared.length > 0 ? `(${writer.declared.join(", ")})` : "";
  return { query: [`query Asked${variables} ${body}`, ...writer.fragments].join("\n"), variables: writer.values };
}

class Writer {
  readonly declared: string[] = [];
  readonly fragments: string[] = [];
  readonly values: Record<string, unknown> = {};

  selections(selections: readonly Selection[]): string {
    return `{ ${selections.map((selection) => this.selection(selection)).join(" ")} }`;
  }

  private selection({ name, alias, args, children, within }: Selection): string {
    const given = args.length > 0 ? `(${args.map((arg) => this.argument(arg)).join(", ")})` : "";
    const field = `${alias ? `${alias}: ` : ""}${name}${given}${children.length > 0 ? ` ${this.selections(children)}` : ""}`;
    if (!within) return field;
    if (!within.named) return `... on ${within.type} { ${field} }`;
    const fragment = `F${this.fragments.length}`;
    this.fragments.push(`fragment ${fragment} on ${within.type} { ${field} }`);
    return `...${fragment}`;
  }

  private argument({ name, type, value, asVariable }: Argument): string {
    if (!asVariable) return `${name}: ${literal(value)}`;
    const variable = `v${this.declared.length}`;
    this.declared.push(`$${variable}: ${type}`);
    this.values[variable] = plain(value);
    return `${name}: $${variable}`;
  }
}

function literal(value: Value): string {
  if (value instanceof EnumValue) return value.name;
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value === "object" && value !== null)
    return `{ ${Object.entries(value)
      .map(([field, part]) => `${field}: ${literal(part as Value)}`)
      .join(", ")} }`;
  return JSON.stringify(value);
}

function plain(value: Value): unknown {
  if (value instanceof EnumValue) return value.name;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([field, part]) => [field, plain(part as Value)]));
  return value;
}

/** A field without arguments, and below it others. */
export const leaf = (name: string, children: readonly string[] = []): Selection => ({
  name,
  args: [],
  children: children.map((child) => leaf(child)),
});
