import { COST_CENTERS } from "./companies";
import { columns, type ExportTable } from "./export-table";
import type { SampleBooks } from "./sample-company";

interface LinkedPair {
  readonly kind: "PARTY" | "ITEM" | "COMPANY" | "COST_CENTER";
  readonly left: string;
  readonly right: string;
}

/** What no exact rule can join, as the companies' bookkeepers wrote it down. */
export function linkedPairs({ parties, items, companies }: SampleBooks): readonly LinkedPair[] {
  const kuwait = companies.filter(({ key }) => key === "KW");
  const centers = COST_CENTERS.filter(({ erpId, sharedNumber }) => erpId !== null && sharedNumber === "");
  return [
    ...kuwait.map(({ erpId, financeId }) => ({
      kind: "COMPANY" as const,
      left: `sample-erp:company:${erpId}`,
      right: `sample-fin:company:${financeId}`,
    })),
    ...centers.map(({ erpId, financeId }) => ({
      kind: "COST_CENTER" as const,
      left: `sample-erp:cost_center:${erpId}`,
      right: `sample-fin:cost_center:${financeId}`,
    })),
    ...parties
      .filter(({ joinedBy }) => joinedBy === "LINK_FILE")
      .flatMap(({ erpId, accounts }) =>
        accounts.map(({ id }) => ({
          kind: "PARTY" as const,
          left: `sample-erp:party:${erpId}`,
          right: `sample-fin:party:${id}`,
        })),
      ),
    ...items
      .filter(({ joinedBy }) => joinedBy === "LINK_FILE")
      .map(({ erpId, productId }) => ({
        kind: "ITEM" as const,
        left: `sample-erp:item:${erpId}`,
        right: `sample-fin:product:${productId}`,
      })),
  ];
}

export function linksTable(books: SampleBooks): ExportTable {
  return {
    system: "sample-links",
    file: "links.csv",
    entity: "IdentityLink",
    encoding: "utf-8",
    delimiter: ",",
    header: columns("no kind left right decided_by"),
    rows: linkedPairs(books).map(({ kind, left, right }, index) => [
      `L${String(index + 1).padStart(3, "0")}`,
      kind,
      left,
      right,
      "李会计",
    ]),
  };
}
