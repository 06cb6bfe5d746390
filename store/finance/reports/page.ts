import { graphError } from "../../../schema/errors";
import { LARGEST_PAGE } from "../../read/page";

/** The part of a report's lines that is returned; totals always cover all of them. */
export interface LinePage {
  readonly first: number;
  readonly skip: number;
}

export function requirePage({ first, skip }: LinePage): void {
  if (first < 1 || first > LARGEST_PAGE || skip < 0)
    throw graphError(
      "PAGE_SIZE_INVALID",
      `first must be 1 to ${LARGEST_PAGE} and skip not negative, got ${first} and ${skip}.`,
    );
}
