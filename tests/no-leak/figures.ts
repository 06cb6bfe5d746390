import { allEntities } from "../../schema/model/registry";
import type { Role } from "../../schema/roles";
import { mayRead } from "./secrets";

/** No figure of the scorecard counts entries of the journal. */
const UNCOUNTED = "JOURNAL_ENTRY";

/** What the scorecard counts documents by: their days, states and sides of trade. */
const DOCUMENT_FIELDS: readonly (readonly [entity: string, field: string])[] = allEntities.flatMap(
  ({ name, document }) => {
    if (document?.record !== "document" || document.kind === UNCOUNTED) return [];
    const side = typeof document.side === "object" ? document.side.field : undefined;
    return [document.number, document.date, document.status, side].flatMap((field) =>
      field === undefined ? [] : [[name, field] as const],
    );
  },
);

/** It counts identities as well, by the records that are linked. */
const COUNTED = [...DOCUMENT_FIELDS, ["Identifier", "sourceId"], ["Identifier", "status"]] as const;

/** Whether the role may read all that figures count: a steward reads no documents, an analyst no links of identities. */
export function readsWhatFiguresCount(role: Role): boolean {
  return COUNTED.every(([entity, field]) => mayRead(role, entity, field));
}
