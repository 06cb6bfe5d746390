import { ERRORS, errorCodeDef } from "@apollo/federation-internals";
import { GraphQLError } from "graphql";
import { type Place, pathsOf } from "./place";

type Path = readonly (string | number)[];

/** An error as a subgraph sent it. */
export interface SentError {
  readonly message?: string;
  readonly path?: Path;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/**
 * The errors of one fetch as the client reads them: at their places in the whole answer.
 * @param requestersOf for a fetch of entities: which of the place's values the one at a position was asked for
 */
export function errorsInAnswer(
  errors: readonly SentError[],
  serviceName: string,
  place: Place,
  requestersOf: ((position: number) => readonly number[]) | undefined,
): GraphQLError[] {
  let places: readonly Path[] | undefined;
  return errors.flatMap((error) => {
    const [, position, ...below] = error.path ?? [];
    if (!requestersOf || typeof position !== "number") {
      return [subgraphError(error, serviceName, error.path ? [...place.path, ...error.path] : undefined)];
    }
    places ??= pathsOf(place);
    const known = places;
    return requestersOf(position).map((at) => subgraphError(error, serviceName, [...(known[at] ?? []), ...below]));
  });
}

function subgraphError(error: SentError, serviceName: string, path: Path | undefined): GraphQLError {
  const message = error.message || `Error while fetching subquery from service "${serviceName}"`;
  const options = {
    originalError: error as Error,
    ...(path ? { path } : {}),
    extensions: { ...error.extensions, serviceName },
  };
  const definition = errorCodeDef(error as GraphQLError);
  if (!definition && error.extensions?.["code"]) return new GraphQLError(message, options);
  return (definition ?? ERRORS.DOWNSTREAM_SERVICE_ERROR).err(message, options);
}
