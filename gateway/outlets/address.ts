import type { FastifyRequest } from "fastify";
import { OUTLET_PARAMETERS } from "../../schema/mapping/saved-operation";
import type { Parameters } from "./parameters";

/** Parameters that the outlets read themselves: their own, and the system query options of OData. */
export function isOutletParameter(name: string): boolean {
  return name.startsWith("$") || (OUTLET_PARAMETERS as readonly string[]).includes(name);
}

/** A request's parameters with another place to begin; a key in the address is not repeated. */
export function parametersAt({ query }: FastifyRequest, parameter: string, place: string): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query as Parameters)) {
    if (name === parameter || name === "api_key") continue;
    for (const one of [value ?? []].flat()) parameters.append(name, one);
  }
  parameters.set(parameter, place);
  return parameters;
}
