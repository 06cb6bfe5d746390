import { createHash } from "node:crypto";
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  isAbstractType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
} from "graphql";

/** How likely it is that something is missing; all of it follows from the seed. */
export interface Mood {
  readonly seed: number;
  /** Share of fields that are null, that fail, and that fail although they are required. */
  readonly empty: number;
  readonly failing: number;
  /** Share of calls that fail as a whole. */
  readonly lost: number;
}

type Source = Readonly<Record<string, unknown>>;

/** Few ids, so that the same entity stands at many places. */
const IDS = 4;
const KEYS = new Set(["id", "code"]);

/** A number from 0 up to but not 1 that follows from these values. */
export function chanceOf(...from: readonly unknown[]): number {
  return createHash("sha256").update(JSON.stringify(from)).digest().readUInt32BE(0) / 2 ** 32;
}

/** Resolvers of all types of a subgraph: an object's fields follow from its own, so that its place does not matter. */
export function resolversOf(document: DocumentNode, subgraph: string, mood: Mood, calls: string[]): object {
  const made: GraphQLFieldResolver<Source | undefined, unknown> = (source, args, _context, info) => {
    if (info.parentType.name === "Mutation") calls.push(info.fieldName);
    if (info.fieldName === "addThenFail") throw new Error("added, then failed");
    if (info.parentType.name === "Mutation") return { __typename: "Counter", id: "1", at: calls.length };
    if (info.parentType.name === "Counter" && info.fieldName !== "id") return calls.length;
    return new Made(mood, [subgraph, identity(info, source), info.fieldName, args], info).field(source);
  };
  const resolvers: Record<string, Record<string, unknown>> = {};
  for (const definition of document.definitions) {
    if (definition.kind === Kind.INTERFACE_TYPE_DEFINITION || definition.kind === Kind.UNION_TYPE_DEFINITION) {
      resolvers[definition.name.value] = { __resolveType: ({ __typename }: Source) => __typename };
    }
    if (definition.kind === Kind.INTERFACE_TYPE_DEFINITION && definition.name.value === "Media") {
      resolvers["Media"] = { ...resolvers["Media"], __resolveReference: mediaOf };
    }
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
    const fields = (definition.fields ?? []).map((field) => [field.name.value, made] as const);
    resolvers[definition.name.value] = {
      ...Object.fromEntries(fields),
      ...(definition.directives?.some(({ name }) => name.value === "key") ? referenceOf(mood) : {}),
    };
  }
  return resolvers;
}

/** What a medium is follows from its id, in whatever subgraph it is met. */
function mediaOf({ id }: Source): Source {
  return { __typename: Number(id) % 2 === 0 ? "Book" : "Film", id };
}

function referenceOf(mood: Mood) {
  return {
    __resolveReference: (reference: Source) => {
      const chance = chanceOf(mood.seed, "reference", reference);
      if (chance < mood.failing / 2) throw new Error("this entity cannot be found");
      return chance < mood.empty / 2 + mood.failing / 2 ? null : reference;
    },
  };
}

function identity({ parentType }: GraphQLResolveInfo, source: Source | undefined): unknown {
  return [parentType.name, source?.["id"] ?? source?.["sku"] ?? source?.["made"] ?? null];
}

class Made {
  constructor(
    private readonly mood: Mood,
    private readonly from: readonly unknown[],
    private readonly info: GraphQLResolveInfo,
  ) {}

  field(source: Source | undefined): unknown {
    const { fieldName, returnType } = this.info;
    if (source && fieldName in source) return source[fieldName];
    if (KEYS.has(fieldName)) return String(Math.floor(this.chance("key") * IDS));
    return this.value(returnType, []);
  }

  private chance(...at: readonly unknown[]): number {
    return chanceOf(this.mood.seed, this.from, at);
  }

  private value(type: GraphQLOutputType, at: readonly unknown[]): unknown {
    const chance = this.chance("missing", at);
    if (chance < this.mood.failing) return this.failure(chance);
    if (chance < this.mood.failing + this.mood.empty) return null;
    const nullable = isNonNullType(type) ? type.ofType : type;
    if (!isListType(nullable)) return this.single(nullable as GraphQLOutputType, at);
    const length = Math.floor(this.chance("length", at) * 4);
    return Array.from({ length }, (_, index) => this.value(nullable.ofType as GraphQLOutputType, [...at, index]));
  }

  private failure(chance: number): Error {
    const message = `${this.info.parentType.name}.${this.info.fieldName} fails`;
    if (chance < this.mood.failing / 3) return new Error(message);
    const code = chance < (this.mood.failing * 2) / 3 ? "FORBIDDEN" : "BAD_USER_INPUT";
    return new GraphQLError(message, { extensions: { code, detail: { of: "a failure" } } });
  }

  private single(type: GraphQLOutputType, at: readonly unknown[]): unknown {
    const chance = this.chance("value", at);
    if (isAbstractType(type) && type.name === "Media") return mediaOf({ id: String(Math.floor(chance * IDS)) });
    const types = isAbstractType(type) ? this.info.schema.getPossibleTypes(type) : [type];
    const chosen = types[Math.floor(chance * types.length)];
    if (isObjectType(chosen)) return this.object(chosen.name, chance);
    if (isEnumType(chosen)) return chosen.getValues()[Math.floor(chance * chosen.getValues().length)]?.value;
    return this.scalar(String(chosen), chance);
  }

  private object(name: string, chance: number): Source {
    const key = String(Math.floor(((chance * 1000) % 1) * IDS));
    if (name === "Book" || name === "Film") return mediaOf({ id: key });
    if (name === "Product")
      return { __typename: name, id: key, sku: `sku ${key}`, region: { code: "north", made: key } };
    return { __typename: name, id: key, made: key };
  }

  private scalar(name: string, chance: number): unknown {
    if (name === "Int") return Math.floor(chance * 100);
    if (name === "Float") return Math.round(chance * 1000) / 8;
    if (name === "Boolean") return chance < 0.5;
    return `text ${Math.floor(chance * 50)}`;
  }
}
