import type { DimensionScopes } from "../schema/row-scope";

/** An option that takes any number of ids: `true` when it stands there without one. */
export type ListedOption = readonly string[] | true;

interface ListedOptions {
  readonly costCenters: ListedOption | undefined;
  readonly customers: ListedOption | undefined;
}

const listed = (option: ListedOption): readonly string[] => (option === true ? [] : option);

/** The scopes that such options say: left out, the caller is kept to none; without an id, it sees none. */
export function listedScopes({ costCenters, customers }: ListedOptions): DimensionScopes {
  return {
    ...(costCenters === undefined ? {} : { costCenters: listed(costCenters) }),
    ...(customers === undefined ? {} : { customers: listed(customers) }),
  };
}
