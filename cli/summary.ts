import type { ImportSummary } from "../store/write/import";

/** Most kinds of faults shown; the graph lists every record. */
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

interface Fault {
  readonly first: ImportSummary["quarantined"][number];
  readonly count: number;
}

/** Records that fail alike, the first of them as the example. */
function faultsOf({ quarantined }: ImportSummary): readonly Fault[] {
  const faults = new Map<string, Fault>();
  for (const rejection of quarantined) {
    const key = [rejection.origin.file, rejection.code, rejection.entity, rejection.path].join(" ");
    const fault = faults.get(key);
    faults.set(key, { first: fault?.first ?? rejection, count: (fault?.count ?? 0) + 1 });
  }
  return [...faults.values()];
}

function faultLines({ first, count: times }: Fault): string {
  const { code, origin, entity, path, reason } = first;
  const more = times > 1 ? `  and ${count(times - 1)} more alike` : "";
  return `  ${origin.file}:${origin.line}  ${code} ${entity ?? ""}${path ? `.${path}` : ""}${more}\n      ${reason}`;
}

function quarantineLines(summary: ImportSummary): readonly string[] {
  if (summary.quarantinedCount === 0) return ["  nothing set aside"];
  const faults = faultsOf(summary);
  const rest = faults.length > SHOWN ? ["  … and more kinds: query quarantinedRows"] : [];
  return [
    `  ${count(summary.quarantinedCount)} record(s) set aside, kept whole (quarantinedRows in the graph):`,
    ...faults.slice(0, SHOWN).map(faultLines),
    ...rest,
  ];
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
