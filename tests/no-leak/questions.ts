import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";
import { audienceOf, refusedBy } from "../../schema/decisions";
import { readNodeId } from "../../schema/model/node";
import type { Role } from "../../schema/roles";
import type { ScopeDimension } from "../../schema/row-scope";
import { readsWhatFiguresCount } from "./figures";
import type { Cursors, Pool } from "./pool";
import { type Argument, EnumValue, type Question, type Selection, type Value } from "./question";
import type { Random } from "./random";

/** What two equal worlds may answer differently: the clock is in it; and what counts documents beyond the role, by design. */
function isLeftOut(type: string, field: string, role: Role): boolean {
  if (type === "ReportTime") return field === "milliseconds";
  // When something was loaded last is told to all, and differs between worlds that are loaded one after the other.
  if (field === "knownAt") return true;
  return type === "IntegrationScorecard" && field === "figures" && !readsWhatFiguresCount(role);
}

const DEEPEST = 5;
/** Chance that a field is chosen without regard to whether the role may read it. */
const REGARDLESS = 0.12;
const HEADERS = ["x-concord-explain", "x-concord-freshness"];

export interface Questioner {
  readonly schema: GraphQLSchema;
  readonly role: Role;
  /** In which dimensions the asker is kept to a list; none if absent. */
  readonly restricted?: readonly ScopeDimension[];
  readonly pool: Pool;
  readonly cursors: Cursors;
  readonly random: Random;
  /** Root fields to begin at; none: any. */
  readonly about?: readonly string[];
}

/** One random question of the whole graph, as this role might ask it. */
export function ask(questioner: Questioner): Question {
  const { schema, random } = questioner;
  const query = schema.getQueryType();
  if (!query) throw new Error("the graph has no queries");
  const asker = new Asker(questioner);
  const roots = Array.from({ length: random.chance(0.8) ? 1 : 2 }, () => asker.rootField(query));
  return {
    selections: roots.map((root, at) => (at > 0 ? { ...root, alias: `r${at}` } : root)),
    headers: Object.fromEntries(HEADERS.filter(() => random.chance(0.03)).map((name) => [name, "1"])),
  };
}

class Asker {
  private aliases = 0;

  constructor(private readonly by: Questioner) {}

  rootField(query: GraphQLObjectType): Selection {
    const { about } = this.by;
    const fields = Object.values(query.getFields()).filter(({ name }) => !about || about.includes(name));
    return this.field(query, this.choose(query, fields), 0);
  }

  /** Mostly fields that the role may read, since a denied one ends the branch. */
  private choose(
    type: GraphQLObjectType,
    fields: readonly GraphQLField<unknown, unknown>[],
  ): GraphQLField<unknown, unknown> {
    const { random, role, restricted = [] } = this.by;
    const steady = fields.filter(({ name }) => !isLeftOut(type.name, name, role));
    const allowed = steady.filter(
      (field) =>
        audienceOf(type.name, field.name).includes(role) &&
        !refusedBy(type.name, field.name, getNamedType(field.type).name, restricted),
    );
    return random.pick(random.chance(REGARDLESS) || allowed.length === 0 ? steady : allowed);
  }

  private field(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>, depth: number): Selection {
    const { random } = this.by;
    const named = getNamedType(field.type as GraphQLOutputType);
    const args = this.argumentsOf(type, field);
    const children = isObjectType(named)
      ? this.children(named, depth + 1)
      : isInterfaceType(named)
        ? this.childrenOfNode(named, args, depth + 1)
        : [];
    this.aliases += 1;
    return {
      name: field.name,
      // Every selection has a name of its own, so that equal fields with other arguments stand side by side.
      ...(depth > 0 && random.chance(0.7)
        ? { alias: `a${this.aliases}` }
        : depth > 0 && args.length > 0
          ? { alias: `b${this.aliases}` }
          : {}),
      args,
      children,
      ...(depth > 0 && random.chance(0.1) ? { within: { type: type.name, named: random.chance(0.5) } } : {}),
    };
  }

  private children(type: GraphQLObjectType, depth: number): readonly Selection[] {
    const { random } = this.by;
    const fields = Object.values(type.getFields()).filter(
      (field) =>
        depth < DEEPEST || !isObjectType(getNamedType(field.type)) || SHALLOW.test(getNamedType(field.type).name),
    );
    const typename: Selection = { name: "__typename", args: [], children: [] };
    if (fields.length === 0) return [typename];
    const wanted = depth > 6 ? 1 : 1 + random.below(depth < 3 ? 5 : 3);
    const chosen = new Map<string, GraphQLField<unknown, unknown>>();
    for (let tries = 0; tries < wanted; tries += 1) {
      const field = this.choose(type, fields);
      chosen.set(field.name, field);
    }
    const selections = [...chosen.values()].map((field) => this.field(type, field, depth));
    return random.chance(0.1) ? [...selections, typename] : selections;
  }

  /** What is asked of an object that an id names: mostly fields of its type, else of one that it is not. */
  private childrenOfNode(node: GraphQLInterfaceType, args: readonly Argument[], depth: number): readonly Selection[] {
    const { schema, random } = this.by;
    const [id] = args.flatMap(({ value }) => value as string | readonly string[]);
    const named = random.chance(0.9) ? schema.getType(readNodeId(String(id))?.type ?? "") : undefined;
    const type = isObjectType(named) ? named : random.pick(schema.getPossibleTypes(node));
    const within = { type: type.name, named: random.chance(0.3) };
    const own = random.some(["nodeId", "__typename"], 1).map((name) => ({ name, args: [], children: [] }));
    return [...own, ...this.children(type, depth).map((child) => ({ ...child, within }))];
  }

  private argumentsOf(type: GraphQLObjectType, field: GraphQLField<unknown, unknown>): readonly Argument[] {
    const { random } = this.by;
    const listed = field.args.some(({ name }) => name === "after");
    const given: Argument[] = [];
    for (const arg of field.args) {
      const needed = isNonNullType(arg.type);
      if (!needed && !this.wanted(arg.name, listed)) continue;
      if (
        ["last", "before", "after"].includes(arg.name) &&
        given.some(({ name }) => name === "first" || name === "last")
      )
        continue;
      const value = this.argument(type, field, arg, given);
      if (value === undefined) continue;
      given.push({ name: arg.name, type: String(arg.type), value, asVariable: random.chance(0.15) });
    }
    if (listed && !given.some(({ name }) => name === "first" || name === "last"))
      given.push({ name: "first", type: "Int", value: 1 + random.below(6), asVariable: false });
    return this.withCursor(field, given, listed);
  }

  /** Pages are bounded below, and a cursor is added to a list whose order it was made for. */
  private wanted(name: string, listed: boolean): boolean {
    const { random } = this.by;
    if (!listed) return name === "first" || name === "skip" ? random.chance(0.2) : random.chance(0.6);
    if (name === "filter") return random.chance(0.45);
    if (name === "orderBy") return random.chance(0.3);
    return name === "last" && random.chance(0.15);
  }

  private withCursor(
    field: GraphQLField<unknown, unknown>,
    given: readonly Argument[],
    listed: boolean,
  ): readonly Argument[] {
    const { random, cursors } = this.by;
    if (!listed || !random.chance(0.35)) return given;
    const cursor = cursors.pick(getNamedType(field.type).name, given, random);
    if (!cursor) return given;
    const name = given.some((arg) => arg.name === "last") ? "before" : "after";
    return [...given, { name, type: "String", value: cursor, asVariable: false }];
  }

  private argument(
    type: GraphQLObjectType,
    field: GraphQLField<unknown, unknown>,
    arg: GraphQLArgument,
    given: readonly Argument[],
  ): Value | undefined {
    const { random, pool } = this.by;
    if (arg.name === "filter") return this.filter(arg.type, 0);
    if (arg.name === "last") return 1 + random.below(6);
    const known = pool.argument(type.name, field.name, arg.name, given, random);
    return known !== undefined ? known : this.value(arg.type, arg.name, "");
  }

  /** Conditions of a list, also on what its rows lead to. */
  private filter(input: GraphQLInputType, depth: number): Value {
    const { random, role } = this.by;
    const named = getNamedType(input);
    if (!isInputObjectType(named)) return null;
    const list = named.name.replace(/Filter$/, "");
    const fields = Object.values(named.getFields());
    const plainFields = fields.filter(({ name }) => !["and", "or", "not"].includes(name));
    const chosen = this.mostlyReadable(plainFields, ({ name }) => this.readable(list, name, role));
    const conditions = random
      .some(chosen, 2)
      .map((field) => [field.name, this.condition(list, field.name, field.type, depth)] as const);
    const filter: Record<string, Value> = Object.fromEntries(conditions);
    if (depth < 2 && random.chance(0.2)) {
      const combined = random.pick(["and", "or", "not"]);
      const part = this.filter(named, depth + 1);
      filter[combined] = combined === "not" ? part : [part, this.filter(named, depth + 1)];
    }
    return filter;
  }

  private readable(list: string, field: string, role: Role): boolean {
    return audienceOf(this.by.pool.typeOf(list), field).includes(role);
  }

  private condition(list: string, field: string, input: GraphQLInputType, depth: number): Value {
    const { random } = this.by;
    const named = getNamedType(input);
    if (!isInputObjectType(named)) return null;
    const fields = Object.values(named.getFields());
    if (fields.some(({ name }) => name === "and")) return depth < 2 ? this.filter(named, depth + 1) : {};
    const operators = random.some(fields, 1);
    return Object.fromEntries(operators.map((operator) => [operator.name, this.value(operator.type, field, list)]));
  }

  private value(input: GraphQLInputType, name: string, list: string): Value {
    const { random, pool } = this.by;
    const type = getNullableType(input);
    if (isListType(type)) return Array.from({ length: 1 + random.below(2) }, () => this.value(type.ofType, name, list));
    if (isEnumType(type))
      return this.enumValue(
        type.name,
        type.getValues().map((value) => value.name),
      );
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields());
      return Object.fromEntries(
        fields
          .filter((field) => isNonNullType(field.type) || random.chance(0.6))
          .map((field) => [field.name, this.value(field.type, field.name, list)]),
      );
    }
    return pool.scalar(String(type), list, name, random);
  }

  /** Fields to order and group by: mostly such as the role may read. */
  private enumValue(type: string, names: readonly string[]): EnumValue {
    const { random, role, pool } = this.by;
    const list = /^(\w+?)(OrderField|Dimension)$/.exec(type)?.[1];
    const isReadable = (name: string): boolean =>
      !list || audienceOf(pool.typeOf(list), name.replace(/(Month|Year)$/, "")).includes(role);
    return new EnumValue(random.pick(this.mostlyReadable(names, isReadable)));
  }

  /** The readable of these, or now and then the others: a condition on those is what must be refused. */
  private mostlyReadable<T>(all: readonly T[], isReadable: (item: T) => boolean): readonly T[] {
    const readable = all.filter(isReadable);
    const others = all.filter((item) => !isReadable(item));
    if (readable.length === 0 || (others.length > 0 && this.by.random.chance(REGARDLESS))) return others;
    return readable;
  }
}

/** Types that hold values only, and may stand at any depth. */
const SHALLOW = /^(Money|Quantity|Provenance|PageInfo)$/;
