/** A statement with its parameters apart: text never holds a value. */
export class Sql {
  private joined: string | undefined;

  constructor(
    readonly chunks: readonly string[],
    readonly values: readonly unknown[],
  ) {}

  get text(): string {
    this.joined ??= this.chunks.reduce((text, chunk, index) => (index === 0 ? chunk : `${text}$${index}${chunk}`), "");
    return this.joined;
  }
}

/** `sql\`select ${value}\``: a value becomes a parameter, a nested `Sql` is spliced in. */
export function sql(strings: TemplateStringsArray, ...parts: readonly unknown[]): Sql {
  const chunks: string[] = [strings[0] ?? ""];
  const values: unknown[] = [];
  const append = (text: string): void => {
    chunks[chunks.length - 1] += text;
  };
  parts.forEach((part, index) => {
    if (part instanceof Sql) {
      append(part.chunks[0] ?? "");
      part.values.forEach((value, at) => {
        values.push(value);
        chunks.push(part.chunks[at + 1] ?? "");
      });
    } else {
      values.push(part);
      chunks.push("");
    }
    append(strings[index + 1] ?? "");
  });
  return new Sql(chunks, values);
}

/** Text from our own code (definitions, migrations), never from a caller. */
export function raw(text: string): Sql {
  return new Sql([text], []);
}

const NAME = /^[a-z_][a-z0-9_]*$/;

/** A table, column or alias name; `finance.invoice` is two names. */
export function name(identifier: string): Sql {
  const parts = identifier.split(".");
  if (!parts.every((part) => NAME.test(part))) throw new Error(`not an SQL name: ${identifier}`);
  return raw(parts.map((part) => `"${part}"`).join("."));
}

export function join(parts: readonly Sql[], separator = ", "): Sql {
  const [first, ...rest] = parts;
  if (!first) return raw("");
  return rest.reduce((joined, part) => sql`${joined}${raw(separator)}${part}`, first);
}

/** Conditions that must all hold; none means true. */
export function all(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? raw("true") : sql`(${join(conditions, " and ")})`;
}

/** Conditions of which one must hold; none means false. */
export function some(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? raw("false") : sql`(${join(conditions, " or ")})`;
}
