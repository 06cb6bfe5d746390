import { isAbstractType, isCompositeType, isObjectType, isUnionType, type Schema } from "@apollo/federation-internals";

/** Whether a value of this `__typename` meets a type condition of the supergraph. */
export type MeetsCondition = (typename: string) => boolean;

/** Decides each type name once. */
export function conditionOn(schema: Schema, condition: string): MeetsCondition {
  const known = new Map<string, boolean>();
  return (typename) => {
    const decided = known.get(typename);
    if (decided !== undefined) return decided;
    const meets = decide(schema, condition, typename);
    // Type names come from subgraphs: only those of the schema are kept, so that the memory is bounded.
    if (schema.type(typename)) known.set(typename, meets);
    return meets;
  };
}

function decide(schema: Schema, condition: string, typename: string): boolean {
  if (condition === typename) return true;
  const [type, wanted] = [schema.type(typename), schema.type(condition)];
  if (!type || !wanted || !isCompositeType(type) || !isAbstractType(wanted)) return false;
  if (isUnionType(wanted)) return isObjectType(type) && wanted.hasTypeMember(type);
  return !isUnionType(type) && type.implementsInterface(wanted);
}
