import { CombinedGraphQLErrors, ServerError } from "@apollo/client/errors";

/** An error of an answer, with its place in the answer: `discrepancies.nodes.cause`, without positions in lists. */
export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly hint: string | undefined;
  readonly path: string;
}

interface GraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

export function faultsOf(error: unknown): readonly Fault[] {
  if (!error) return [];
  if (CombinedGraphQLErrors.is(error)) return distinct(error.errors.map(faultOf));
  if (ServerError.is(error)) return refusalIn(error.bodyText) ?? [fault("HTTP", `HTTP ${error.statusCode}`)];
  return [fault("NETWORK", error instanceof Error ? error.message : String(error))];
}

/** What is refused before GraphQL begins is answered in GraphQL's form. */
export function refusalIn(bodyText: string): readonly Fault[] | undefined {
  try {
    const { errors } = JSON.parse(bodyText) as { errors?: readonly GraphError[] };
    return errors?.map(faultOf);
  } catch {
    return undefined;
  }
}

function faultOf({ message, path = [], extensions = {} }: GraphError): Fault {
  const { code, hint } = extensions;
  return {
    code: typeof code === "string" ? code : "UNKNOWN",
    message,
    hint: typeof hint === "string" ? hint : undefined,
    path: path.filter((step) => typeof step === "string").join("."),
  };
}

const fault = (code: string, message: string): Fault => ({ code, message, hint: undefined, path: "" });

/** A denied field of a list is told once a row. */
function distinct(faults: readonly Fault[]): readonly Fault[] {
  return [...new Map(faults.map((one) => [`${one.code} ${one.path}`, one])).values()];
}

/** Whether a field was withheld since the role may not read it. */
export function isDenied(faults: readonly Fault[], path: string): boolean {
  return faults.some(
    (one) => one.code === "FORBIDDEN" && (one.path === "" || one.path === path || path.startsWith(`${one.path}.`)),
  );
}
