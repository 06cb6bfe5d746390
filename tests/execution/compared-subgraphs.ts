import { execute, type GraphQLObjectType, type GraphQLSchema, isUnionType, parse, validate } from "graphql";
import { subgraphs } from "../../cli/supergraph";
import { type Identity, rowScopesOf } from "../../schema/identity";
import type { Subgraph } from "../../schema/model/definition";
import type { Database } from "../../store/database";
import { cursorCodec } from "../../store/read/cursor";
import { createSubgraph, type SubgraphExecute } from "../../subgraphs/service/execute";
import { Loaders } from "../../subgraphs/service/loaders";
import { guard } from "../../subgraphs/service/permissions";
import { buildSubgraph } from "../../subgraphs/service/schema";
import { Cursors, type Pool } from "../no-leak/pool";
import { type Written, write } from "../no-leak/question";
import { ask } from "../no-leak/questions";
import type { Random } from "../no-leak/random";
import type { Reader } from "../no-leak/secrets";
import { conditioned } from "./conditioned";
import { randomEntities } from "./random-operation";

const CURSORS = cursorCodec("a key for tests only");

/** A subgraph as it answers, and graphql-js over its guarded schema: graphql-shield asked for every field of every row. */
export class ComparedSubgraph {
  private readonly own: SubgraphExecute;
  private readonly guarded: GraphQLSchema;
  private readonly entityTypes: readonly GraphQLObjectType[];
  private readonly rootFields: readonly string[];
  /** Answers by how they were come by. */
  readonly ways = new Map<string, number>();

  constructor(
    name: Subgraph,
    private readonly database: Database,
    private readonly pool: Pool,
  ) {
    const definition = subgraphs[name];
    this.own = createSubgraph({ definition, database, cursors: CURSORS });
    this.guarded = guard(buildSubgraph(definition));
    const union = this.guarded.getType("_Entity");
    this.entityTypes = isUnionType(union) ? union.getTypes() : [];
    const fields = Object.keys(this.guarded.getQueryType()?.getFields() ?? {});
    this.rootFields = fields.filter((field) => !field.startsWith("_"));
  }

  /** A random question, of the subgraph's own fields or of entities that it is referred to. */
  question(reader: Reader, random: Random): Written {
    if (random.chance(0.5)) return this.entities(random);
    const { guarded: schema, pool, rootFields: about } = this;
    for (;;) {
      const question = ask({ schema, role: reader.role, pool, cursors: new Cursors(), random, about });
      const written = conditioned(write(question), random);
      if (validate(schema, parse(written.query)).length === 0) return written;
    }
  }

  /** @returns undefined: both answer alike */
  async difference(written: Written, reader: Reader): Promise<object | undefined> {
    const identity: Identity = { subject: "t", requestId: "t", ...reader };
    const ours = await this.own({ ...written }, identity);
    const way = String(ours.extensions?.["compiled"] ?? "refused");
    this.ways.set(way, (this.ways.get(way) ?? 0) + 1);
    const [own, graphqlJs] = [told(ours), told(await this.byGraphql(written, identity))];
    return own === graphqlJs ? undefined : { ...written, way, own, graphqlJs };
  }

  private byGraphql({ query, variables }: Written, identity: Identity) {
    const { companies: scope, ...dimensions } = rowScopesOf(identity);
    const { database, guarded: schema } = this;
    const read = { database, scope, ...dimensions, role: identity.role, cursors: CURSORS, minGroupSize: 5 };
    const contextValue = { identity, read, loaders: new Loaders(read) };
    return execute({ schema, document: parse(query), variableValues: variables, contextValue });
  }

  private entities(random: Random): Written {
    const types = [random.pick(this.entityTypes), random.pick(this.entityTypes)];
    const { query, variables } = conditioned(randomEntities(this.guarded, types, random), random);
    const count = random.below(6);
    const representations = Array.from({ length: count }, () => this.reference(random.pick(types), random));
    return { query, variables: { ...variables, representations } };
  }

  /** Mostly of a record that there is; now and then without a key, of an unknown record, or of no type of entities. */
  private reference(type: GraphQLObjectType, random: Random): object {
    if (random.chance(0.01)) return { __typename: random.pick(["Money", "Nothing", "_Any"]) };
    const id = (): unknown => {
      if (random.chance(0.08)) return null;
      return random.chance(0.05) ? "nobody" : random.pick(this.pool.idsOf(type.name));
    };
    const keys = Object.keys(type.getFields()).filter((name) => /^(id|erpId|financeId)$/.test(name));
    const lists = Object.keys(type.getFields()).filter((name) => /Ids$/.test(name));
    return {
      __typename: type.name,
      ...Object.fromEntries(keys.map((key) => [key, id()])),
      ...Object.fromEntries(lists.filter(() => random.chance(0.7)).map((list) => [list, [id(), id()].filter(Boolean)])),
    };
  }
}

/** Errors of parallel fields come in any order. */
function told({ data, errors = [] }: { data?: unknown; errors?: readonly { toJSON(): object }[] }): string {
  return JSON.stringify({ data: data ?? null, errors: errors.map((error) => JSON.stringify(error.toJSON())).sort() });
}
