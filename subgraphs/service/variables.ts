import { type FieldNode, Kind, visit } from "graphql";

/** Whether the arguments of a field depend on variables. */
export function usesVariables({ arguments: args = [] }: FieldNode): boolean {
  let found = false;
  const notice = (): void => {
    found = true;
  };
  for (const argument of args) visit(argument, { [Kind.VARIABLE]: notice });
  return found;
}
