import {
  type DocumentNode,
  type FieldNode,
  type GraphQLField,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";
import { forbiddenIn, refusedBy } from "../../schema/decisions";
import type { Role } from "../../schema/roles";
import type { ScopeDimension } from "../../schema/row-scope";
import { usesVariables } from "./variables";

/** Whoever asks, as far as it decides what may be asked. */
export interface Asker {
  readonly role: Role;
  /** In which dimensions it is kept to a list. */
  readonly restricted: readonly ScopeDimension[];
}

/** Who may read a field. */
export type AudienceOf = (type: string, field: string) => readonly Role[];

/** A list with conditions: whether its arguments are allowed is known once the variables are. */
interface ConditionedList {
  readonly type: string;
  readonly field: GraphQLField<unknown, unknown>;
  readonly node: FieldNode;
}

interface Verdict {
  /** False: something in the document is denied to the asker, whatever the variables. */
  readonly allowed: boolean;
  /** Those whose arguments depend on variables. */
  readonly lists: readonly ConditionedList[];
}

type Variables = Readonly<Record<string, unknown>>;

/** Tells whether an asker may read all of a document with these variables, as they are coerced. */
export type MayReadAll = (document: DocumentNode, asker: Asker, variables: Variables) => boolean;

const isConditioned = (field: GraphQLField<unknown, unknown>): boolean =>
  field.args.some(({ name }) => name === "filter" || name === "orderBy" || name === "by");

/**
 * Decides once for a document and an asker what depends on them alone, and keeps it as long as the document is kept. Only a
 * document that is allowed as a whole is answered without asking graphql-shield for each field of each row; where anything
 * is denied, or not known, graphql-shield decides field by field.
 */
export function verdicts(schema: GraphQLSchema, audienceOf: AudienceOf): MayReadAll {
  const kept = new WeakMap<DocumentNode, Map<string, Verdict>>();
  return (document, asker, variables) => {
    const byAsker = kept.get(document) ?? new Map<string, Verdict>();
    kept.set(document, byAsker);
    const key = [asker.role, ...asker.restricted].join(" ");
    const verdict = byAsker.get(key) ?? decide(schema, audienceOf, document, asker);
    byAsker.set(key, verdict);
    return verdict.allowed && verdict.lists.every((list) => areAllowed(list, asker, variables));
  };
}

function decide(schema: GraphQLSchema, audienceOf: AudienceOf, document: DocumentNode, asker: Asker): Verdict {
  const { role, restricted } = asker;
  const types = new TypeInfo(schema);
  const lists: ConditionedList[] = [];
  let allowed = true;
  visit(
    document,
    visitWithTypeInfo(types, {
      Field(node) {
        const [type, field] = [types.getParentType(), types.getFieldDef()];
        if (node.name.value === "__typename") return;
        if (!type || !field || !audienceOf(type.name, field.name).includes(role)) allowed = false;
        else if (refusedBy(type.name, field.name, getNamedType(field.type).name, restricted)) allowed = false;
        else if (isConditioned(field)) {
          const list = { type: type.name, field, node };
          if (usesVariables(node)) lists.push(list);
          else allowed &&= areAllowed(list, asker, {});
        }
      },
    }),
  );
  return { allowed, lists };
}

function areAllowed({ type, field, node }: ConditionedList, asker: Asker, variables: Variables): boolean {
  try {
    const args = getArgumentValues(field, node, variables);
    return forbiddenIn(type, field.name, args, asker.role, asker.restricted) === null;
  } catch {
    // What is wrong with the arguments is told by whoever executes them.
    return false;
  }
}
