import { isCustomScalarType, isEnumType, type Schema, type Type } from "@apollo/federation-internals";

/** Whether a subgraph's value may stand for a type without fields. */
export type IsValid = (value: unknown) => boolean;

const INTEGER = /^-?(0|[1-9][0-9]*)$/;

const isInteger = (value: unknown): boolean =>
  typeof value === "number" && Number.isFinite(value) && INTEGER.test(String(value));

export function compileLeaf(schema: Schema, type: Type): IsValid {
  if (type === schema.booleanType()) return (value) => typeof value === "boolean";
  if (type === schema.intType()) return isInteger;
  if (type === schema.floatType()) return (value) => typeof value === "number" && Number.isFinite(value);
  if (type === schema.idType()) return (value) => typeof value === "string" || isInteger(value);
  if (isEnumType(type)) return (value) => typeof value === "string" && type.value(value) !== undefined;
  // Only the subgraph knows what a scalar of its own may be.
  if ("kind" in type && type.kind === "ScalarType" && isCustomScalarType(type)) return () => true;
  return (value) => typeof value === "string";
}
