import type { ImportSummary } from "../store/write/import";

/** Most quarantined records shown by name; the graph lists all. */
const SHOWN = 10;

const count = (value: number): string => value.toLocaleString("en-US");

function entityTable({ entities }: ImportSummary): readonly string[] {
  const head = `  ${"entity".padEnd(20)}${"rows".padStart(10)}${"changed".padStart(10)}${"repeated".padStart(10)}${"dangling".padStart(10)}`;
  return [
    head,
    ...entities.map(
      ({ entity, accepted, changed, repeated, danglingReferences }) =>
        `  ${entity.padEnd(20)}${[accepted, changed, repeated, danglingReferences].map((value) => count(value).padStart(10)).join("")}`,
    ),
  ];
}

function quarantineLines({ quarantined }: ImportSummary): readonly string[] {
  if (quarantined.length === 0) return ["  nothing set aside"];
  const lines = quarantined
    .slice(0, SHOWN)
    .map(
      ({ code, origin, entity, path, reason }) =>
        `  ${origin.file}:${origin.line}  ${code} ${entity ?? ""}${path ? `.${path}` : ""}\n      ${reason}`,
    );
  const more = quarantined.length - lines.length;
  const rest = more > 0 ? [`  … and ${count(more)} more: query quarantinedRows`] : [];
  return [`  ${count(quarantined.length)} record(s) set aside, kept whole:`, ...lines, ...rest];
}

/** What a load did, for people. */
export function summaryText(summary: ImportSummary): string {
  const { system, batch, dryRun, entities, skipped, identities } = summary;
  if (entities.length === 0 && summary.quarantined.length === 0 && skipped.length === 0)
    return `${system}: nothing has changed since the last load.`;
  return [
    `${system}: ${dryRun ? "dry run, nothing kept" : `batch ${batch}`}`,
    ...entityTable(summary),
    ...skipped.map((skip) => `  left out by the mapping: ${count(skip.count)} for ${skip.entity}, ${skip.because}`),
    ...quarantineLines(summary),
    `  identities: ${count(identities.minted)} new, ${count(identities.linked)} records linked, ${count(identities.merged)} merged`,
  ].join("\n");
}
