import {
  type GraphQLSchema,
  getNamedType,
  isListType,
  isNonNullType,
  type TypeNode,
  typeFromAST,
  type VariableDefinitionNode,
} from "graphql";
import { graphError } from "../../schema/errors";
import type { ReadableOperation } from "./operations";

/** A request's parameters, as Fastify reads them from the address. */
export type Parameters = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * The variables of an operation from a request's parameters: numbers and flags are read, texts, dates and codes are taken as
 * they are, lists come as JSON or as a parameter repeated, input objects as JSON.
 * @param own parameters that belong to the outlet
 * @throws BAD_USER_INPUT for a parameter that is no variable, cannot be read, or is missing
 */
export function variablesOf(
  schema: GraphQLSchema,
  { saved, source }: ReadableOperation,
  parameters: Parameters,
  own: (name: string) => boolean,
): Readonly<Record<string, unknown>> {
  const definitions = new Map(
    (source.operation.variableDefinitions ?? []).map((one) => [one.variable.name.value, one]),
  );
  const given = Object.entries(parameters).filter(([name, value]) => value !== undefined && !own(name));
  const unknown = given.find(([name]) => !definitions.has(name));
  if (unknown)
    throw invalid(
      unknown[0],
      `The operation has no parameter ${unknown[0].slice(0, 80)}; it has ${listed([...definitions.keys()])}.`,
    );
  const read = given.map(([name, value]) => [
    name,
    variableOf(schema, definitions.get(name) as VariableDefinitionNode, value ?? ""),
  ]);
  const variables: Record<string, unknown> = { ...saved.defaults, ...Object.fromEntries(read) };
  const missing = [...definitions.values()].find(
    (one) => isNeeded(one) && variables[one.variable.name.value] === undefined,
  );
  if (missing) throw invalid(missing.variable.name.value, `The parameter ${missing.variable.name.value} is needed.`);
  return variables;
}

const listed = (names: readonly string[]): string => (names.length === 0 ? "none" : names.join(", "));

function isNeeded({ type, defaultValue }: VariableDefinitionNode): boolean {
  return type.kind === "NonNullType" && defaultValue === undefined;
}

function variableOf(
  schema: GraphQLSchema,
  { variable, type }: VariableDefinitionNode,
  given: string | readonly string[],
): unknown {
  const name = variable.name.value;
  const wanted = typeFromAST(schema, type as Extract<TypeNode, { kind: "NamedType" }>);
  const nullable = isNonNullType(wanted) ? wanted.ofType : wanted;
  const typeName = wanted ? getNamedType(wanted).name : "";
  if (isListType(nullable)) {
    const texts = typeof given === "string" && given.trimStart().startsWith("[") ? jsonOf(name, given) : [given].flat();
    return Array.isArray(texts) ? texts.map((text) => scalarOf(name, typeName, text)) : texts;
  }
  return scalarOf(name, typeName, typeof given === "string" ? given : (given[0] ?? ""));
}

function scalarOf(name: string, typeName: string, text: unknown): unknown {
  if (typeof text !== "string") return text;
  if (typeName === "Boolean" && (text === "true" || text === "false")) return text === "true";
  if ((typeName === "Int" || typeName === "Float") && text.trim() !== "" && Number.isFinite(Number(text)))
    return Number(text);
  if (typeName === "Boolean" || typeName === "Int" || typeName === "Float")
    throw invalid(name, `The parameter ${name} must be ${typeName}.`);
  return text.trimStart().startsWith("{") ? jsonOf(name, text) : text;
}

function jsonOf(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(name, `The parameter ${name} is not readable JSON.`);
  }
}

function invalid(argument: string, message: string): Error {
  return graphError("BAD_USER_INPUT", message, { argument: argument.slice(0, 80) });
}
