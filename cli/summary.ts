import type { ImportSummary } from "../store/write/import";
import type { FaultKind } from "../store/write/quarantine";

/** Most kinds of faults shown; the graph lists every record. */
const SHOWN = 10;

const count = (value: number): string => value.toLocaleString("en-US");

function entityTable({ entities }: ImportSummary): readonly string[] {
  const head = `  ${"entity".padEnd(20)}${"rows".padStart(10)}${"changed".padStart(10)}${"removed".padStart(10)}${"repeated".padStart(10)}${"unknown".padStart(10)}`;
  return [
    head,
    ...entities.map(
      ({ entity, accepted, changed, removed, repeated, danglingReferences }) =>
        `  ${entity.padEnd(20)}${[accepted, changed, removed, repeated, danglingReferences].map((value) => count(value).padStart(10)).join("")}`,
    ),
  ];
}

function faultLines({ file, line, entity, code, path, reason, count: times }: FaultKind): string {
  const more = times > 1 ? `  and ${count(times - 1)} more alike` : "";
  return `  ${file}:${line}  ${code} ${entity ?? ""}${path ? `.${path}` : ""}${more}\n      ${reason}`;
}

function quarantineLines({
  dryRun,
  quarantine: { count: total, kinds },
  waitingFiles,
}: ImportSummary): readonly string[] {
  if (total === 0) return ["  nothing set aside"];
  const fate = dryRun ? "would be set aside" : "set aside, kept whole (quarantinedRows in the graph)";
  const rest = kinds.length > SHOWN ? ["  … and more kinds: query quarantinedRows"] : [];
  const waiting = waitingFiles.map(
    (file) => `  ${file} is read again at the next load: rows of it wait for other records`,
  );
  return [`  ${count(total)} record(s) ${fate}:`, ...kinds.slice(0, SHOWN).map(faultLines), ...rest, ...waiting];
}

/** What a load did, for people. */
export function summaryText(summary: ImportSummary): string {
  const { system, batch, dryRun, entities, skipped, identities } = summary;
  if (entities.length === 0 && summary.quarantine.count === 0 && skipped.length === 0)
    return `${system}: nothing has changed since the last load.`;
  return [
    `${system}: ${dryRun ? "dry run, nothing kept" : `batch ${batch}`}`,
    ...entityTable(summary),
    ...skipped.map((skip) => `  left out by the mapping: ${count(skip.count)} for ${skip.entity}, ${skip.because}`),
    "  (repeated: identical records taken once; unknown: optional references to records that are not there)",
    ...quarantineLines(summary),
    `  identities: ${count(identities.minted)} new, ${count(identities.linked)} records linked, ${count(identities.merged)} merged`,
  ].join("\n");
}
