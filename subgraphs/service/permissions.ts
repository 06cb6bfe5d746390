import { type GraphQLField, type GraphQLObjectType, type GraphQLSchema, getNamedType, isObjectType } from "graphql";
import { applyMiddleware } from "graphql-middleware";
import { allow, type IRules, rule, shield } from "graphql-shield";
import { audienceOf, forbiddenIn, refusedBy, restrictedIn } from "../../schema/decisions";
import { graphError } from "../../schema/errors";
import { type Role, roles } from "../../schema/roles";
import { SCOPE_DIMENSIONS, SCOPE_NAMES, type ScopeDimension } from "../../schema/row-scope";
import type { SubgraphContext } from "./context";

type Rule = ReturnType<ReturnType<typeof rule>> | typeof allow;

/** What federation itself asks; entities answered through `_entities` are guarded by their own fields. */
const FEDERATION_FIELDS = new Set(["_service", "_entities"]);

/** Who may read a field of a subgraph: everybody what federation itself asks, else whom the matrix names. */
export function audienceIn(type: string, field: string): readonly Role[] {
  return type === "Query" && FEDERATION_FIELDS.has(field) ? roles : audienceOf(type, field);
}

const denied = (what: string): Error => graphError("FORBIDDEN", `Your role may not read ${what}.`);

const beyond = (dimension: ScopeDimension): Error =>
  graphError("FORBIDDEN", `This cannot be kept to your ${SCOPE_NAMES[dimension]}, so it is not shown.`);

/** Who may read one field: by role, and in which scopes nobody may. */
interface FieldGuard {
  readonly audience: readonly Role[];
  readonly refusedIn: readonly ScopeDimension[];
}

function guardOf(type: string, { name, type: answer }: GraphQLField<unknown, unknown>): FieldGuard {
  const refusedIn = SCOPE_DIMENSIONS.filter((dimension) =>
    refusedBy(type, name, getNamedType(answer).name, [dimension]),
  );
  return { audience: audienceOf(type, name), refusedIn };
}

/** What denies a field to a caller, whatever its arguments; null: nothing. */
function denialOf({ audience, refusedIn }: FieldGuard): (context: SubgraphContext) => Error | null {
  const roles = new Set<Role>(audience);
  return ({ identity }) => {
    if (!roles.has(identity.role)) return denied("this");
    const dimension =
      refusedIn.length === 0 ? undefined : restrictedIn(identity).find((one) => refusedIn.includes(one));
    return dimension ? beyond(dimension) : null;
  };
}

/** One rule a guard: it depends on the caller alone, so graphql-shield may keep its verdict for the request. */
function ruleFactory(): (guard: FieldGuard) => Rule {
  const rules = new Map<string, Rule>();
  return (guard) => {
    const key = [[...guard.audience].sort().join(","), ...guard.refusedIn].join(" not in ");
    const existing = rules.get(key);
    if (existing) return existing;
    const denial = denialOf(guard);
    const created = rule(`may read: ${key}`, { cache: "contextual" })(
      (_parent, _args, context: SubgraphContext) => denial(context) ?? true,
    );
    rules.set(key, created);
    return created;
  };
}

/** A list argument may not filter, order or group by what the caller may not read: the answer would tell it. */
function argumentRule(type: string, field: string, guard: FieldGuard): Rule {
  const denial = denialOf(guard);
  return rule(`${type}.${field} with its arguments`, { cache: "no_cache" })(
    (_parent, args, context: SubgraphContext) => {
      const refusal = denial(context);
      if (refusal) return refusal;
      const { identity } = context;
      const forbidden = forbiddenIn(type, field, args, identity.role, restrictedIn(identity));
      return forbidden ? denied(`${forbidden}, so it cannot filter, order or group by it`) : true;
    },
  );
}

function typeRules(type: GraphQLObjectType, ruleFor: (guard: FieldGuard) => Rule): Record<string, Rule> {
  return Object.fromEntries(
    Object.values(type.getFields()).map((field) => {
      if (type.name === "Query" && FEDERATION_FIELDS.has(field.name)) return [field.name, allow];
      const guard = guardOf(type.name, field);
      const checked = field.args.some(({ name }) => name === "filter" || name === "orderBy" || name === "by");
      return [field.name, checked ? argumentRule(type.name, field.name, guard) : ruleFor(guard)];
    }),
  );
}

/** graphql-shield over every field of every object type of the subgraph, from the matrix; what it does not know is denied. */
export function guard(schema: GraphQLSchema): GraphQLSchema {
  const ruleFor = ruleFactory();
  const objects = Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith("__"),
  );
  const tree = Object.fromEntries(objects.map((type) => [type.name, typeRules(type, ruleFor)]));
  return applyMiddleware(
    schema,
    shield(tree as IRules, {
      fallbackRule: ruleFor({ audience: [], refusedIn: [] }),
      fallbackError: denied("this"),
      // Faults of resolvers pass as they are; the gateway masks what is not in the error registry.
      allowExternalErrors: true,
    }),
  );
}
