import {
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isUnionType,
  parse,
  validate,
} from "graphql";
import type { Written } from "../no-leak/question";
import type { Random } from "../no-leak/random";

const DEEPEST = 4;

/** A random operation that is valid under the schema: aliases, fragments of both kinds, variables and defaults. */
export function randomOperation(schema: GraphQLSchema, random: Random): Written {
  for (;;) {
    const written = new Asker(schema, random).operation();
    // Two fields of one name that cannot be merged are left to chance.
    if (validate(schema, parse(written.query)).length === 0) return written;
  }
}

/** A random question for entities of these types, as a gateway sends it; references come in `$representations`. */
export function randomEntities(schema: GraphQLSchema, types: readonly GraphQLObjectType[], random: Random): Written {
  for (;;) {
    const written = new Asker(schema, random).entities(types);
    if (validate(schema, parse(written.query)).length === 0) return written;
  }
}

class Asker {
  private readonly fragments: string[] = [];
  private readonly declared: string[] = [];
  private readonly values: Record<string, unknown> = {};
  private aliases = 0;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly random: Random,
  ) {}

  operation(): Written {
    const mutation = this.random.chance(0.1) ? this.schema.getMutationType() : undefined;
    const root = mutation ?? this.schema.getQueryType();
    if (!root) throw new Error("the schema has no queries");
    const body = this.selections(root, 0);
    const variables = this.declared.length > 0 ? `(${this.declared.join(", ")})` : "";
    const query = [`${mutation ? "mutation" : "query"} Asked${variables} ${body}`, ...this.fragments].join("\n");
    return { query, variables: this.values };
  }

  entities(types: readonly GraphQLObjectType[]): Written {
    const fragments = types.map((type) => `... on ${type.name} ${this.selections(type, 1)}`);
    const variables = ["$representations: [_Any!]!", ...this.declared].join(", ");
    const body = `{ _entities(representations: $representations) { __typename ${fragments.join(" ")} } }`;
    return { query: [`query Asked(${variables}) ${body}`, ...this.fragments].join("\n"), variables: this.values };
  }

  private selections(type: GraphQLCompositeType, depth: number): string {
    const wanted = 1 + this.random.below(depth === 0 ? 3 : 4);
    const parts = Array.from({ length: wanted }, () => this.selection(type, depth));
    if (this.random.chance(0.15)) parts.push(this.random.chance(0.5) ? "__typename" : `${this.alias()}: __typename`);
    return `{ ${parts.join(" ")} }`;
  }

  private selection(type: GraphQLCompositeType, depth: number): string {
    if (isUnionType(type) || (isAbstractType(type) && this.random.chance(0.5))) {
      const types: readonly GraphQLCompositeType[] = [...this.schema.getPossibleTypes(type), type];
      return this.fragment(this.random.pick(types), depth);
    }
    if (this.random.chance(0.12)) return this.fragment(type, depth);
    return this.field(this.random.pick(this.fieldsOf(type as GraphQLObjectType, depth)), depth);
  }

  private fieldsOf(type: GraphQLObjectType, depth: number): readonly GraphQLField<unknown, unknown>[] {
    const fields = Object.values(type.getFields());
    const leaves = fields.filter((field) => !isCompositeType(getNamedType(field.type)));
    return depth >= DEEPEST && leaves.length > 0 ? leaves : fields;
  }

  private fragment(type: GraphQLCompositeType, depth: number): string {
    const body = isUnionType(type) && depth > DEEPEST ? "{ __typename }" : this.selections(type, depth + 1);
    if (this.random.chance(0.1) && !isUnionType(type)) return `... ${body}`;
    if (this.random.chance(0.6)) return `... on ${type.name} ${body}`;
    const name = `F${this.fragments.length}`;
    this.fragments.push(`fragment ${name} on ${type.name} ${body}`);
    return `...${name}`;
  }

  private field(field: GraphQLField<unknown, unknown>, depth: number): string {
    const args = field.args.flatMap((arg) => this.argument(arg));
    const alias = args.length > 0 || this.random.chance(0.3) ? `${this.alias()}: ` : "";
    const type = getNamedType(field.type);
    const body = isCompositeType(type)
      ? ` ${depth > DEEPEST ? "{ __typename }" : this.selections(type, depth + 1)}`
      : "";
    return `${alias}${field.name}${args.length > 0 ? `(${args.join(", ")})` : ""}${body}`;
  }

  private alias(): string {
    this.aliases += 1;
    return `a${this.aliases}`;
  }

  private argument(arg: GraphQLArgument): string[] {
    if (!isNonNullType(arg.type) && (isInputObjectType(getNamedType(arg.type)) || this.random.chance(0.4))) return [];
    const value = this.value(arg.type);
    if (!this.random.chance(0.5)) return [`${arg.name}: ${this.literal(arg.type, value)}`];
    const name = `v${this.declared.length}`;
    const hasDefault = this.random.chance(0.3);
    this.declared.push(
      `$${name}: ${arg.type}${hasDefault ? ` = ${this.literal(arg.type, this.value(arg.type))}` : ""}`,
    );
    if (!hasDefault || this.random.chance(0.5)) this.values[name] = value;
    return [`${arg.name}: $${name}`];
  }

  private value(input: GraphQLInputType): unknown {
    if (!isNonNullType(input) && this.random.chance(0.1)) return null;
    const type = getNullableType(input);
    if (isListType(type)) return Array.from({ length: this.random.below(3) }, () => this.value(type.ofType));
    if (isEnumType(type)) return this.random.pick(type.getValues()).name;
    const name = String(type);
    if (name === "Int") return this.random.below(5);
    if (name === "Float") return this.random.below(50) / 4;
    return String(this.random.below(4));
  }

  private literal(input: GraphQLInputType, value: unknown): string {
    if (Array.isArray(value)) return `[${value.map((each) => this.literal(input, each)).join(", ")}]`;
    return isEnumType(getNamedType(input)) && value !== null ? String(value) : JSON.stringify(value);
  }
}
