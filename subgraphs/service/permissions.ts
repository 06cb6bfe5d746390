import { type GraphQLObjectType, type GraphQLSchema, isObjectType } from "graphql";
import { applyMiddleware } from "graphql-middleware";
import { allow, type IRules, rule, shield } from "graphql-shield";
import { audienceOf, forbiddenIn } from "../../schema/decisions";
import { graphError } from "../../schema/errors";
import type { Role } from "../../schema/roles";
import type { SubgraphContext } from "./context";

type Rule = ReturnType<ReturnType<typeof rule>> | typeof allow;

/** What federation itself asks; entities answered through `_entities` are guarded by their own fields. */
const FEDERATION_FIELDS = new Set(["_service", "_entities"]);

const denied = (what: string): Error => graphError("FORBIDDEN", `Your role may not read ${what}.`);

/** One rule an audience: it depends on the role alone, so graphql-shield may keep its verdict for the request. */
function ruleFactory(): (audience: readonly Role[]) => Rule {
  const rules = new Map<string, Rule>();
  return (audience) => {
    const key = [...audience].sort().join(",");
    const existing = rules.get(key);
    if (existing) return existing;
    const roles = new Set<Role>(audience);
    const created = rule(`may read: ${key}`, { cache: "contextual" })((_parent, _args, context: SubgraphContext) =>
      roles.has(context.identity.role) ? true : denied("this"),
    );
    rules.set(key, created);
    return created;
  };
}

/** A list argument may not filter, order or group by what the role may not read: the answer would tell it. */
function argumentRule(type: string, field: string, audience: readonly Role[]): Rule {
  const roles = new Set<Role>(audience);
  return rule(`${type}.${field} with its arguments`, { cache: "no_cache" })(
    (_parent, args, context: SubgraphContext) => {
      if (!roles.has(context.identity.role)) return denied("this");
      const forbidden = forbiddenIn(type, field, args, context.identity.role);
      return forbidden ? denied(`${forbidden}, so it cannot filter, order or group by it`) : true;
    },
  );
}

function typeRules(type: GraphQLObjectType, ruleFor: (audience: readonly Role[]) => Rule): Record<string, Rule> {
  return Object.fromEntries(
    Object.values(type.getFields()).map((field) => {
      if (type.name === "Query" && FEDERATION_FIELDS.has(field.name)) return [field.name, allow];
      const audience = audienceOf(type.name, field.name);
      const checked = field.args.some(({ name }) => name === "filter" || name === "orderBy" || name === "by");
      return [field.name, checked ? argumentRule(type.name, field.name, audience) : ruleFor(audience)];
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
      fallbackRule: ruleFor([]),
      fallbackError: denied("this"),
      // Faults of resolvers pass as they are; the gateway masks what is not in the error registry.
      allowExternalErrors: true,
    }),
  );
}
