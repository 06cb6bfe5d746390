import { defused, quoted } from "../csv-text";
import type { ReadEntry } from "./read-entries";

const COLUMNS: readonly (readonly [name: string, value: (read: ReadEntry) => unknown])[] = [
  ["chain", ({ chain }) => chain],
  ["seq", ({ seq }) => seq],
  ["at", ({ entry }) => entry.at],
  ["requestId", ({ entry }) => entry.requestId],
  ["from", ({ entry }) => entry.from],
  ["subject", ({ entry }) => entry.subject],
  ["role", ({ entry }) => entry.role],
  ["credential", ({ entry }) => entry.credential],
  ["companies", ({ entry }) => listed(entry.companies)],
  ["costCenters", ({ entry }) => listed(entry.costCenters)],
  ["customers", ({ entry }) => listed(entry.customers)],
  ["operation", ({ entry }) => entry.operation?.name],
  ["operationType", ({ entry }) => entry.operation?.type],
  ["document", ({ entry }) => entry.operation?.document],
  ["decision", ({ entry }) => entry.decision],
  [
    "reasons",
    ({ entry }) =>
      Object.entries(entry.reasons)
        .map(([code, count]) => `${code}:${count}`)
        .join(" "),
  ],
  ["denied", ({ entry }) => listed(entry.denied)],
  ["fields", ({ entry }) => listed(entry.fields)],
  ["rows", ({ entry }) => entry.rows],
  ["durationMs", ({ entry }) => entry.durationMs],
  [
    "dataVersion",
    ({ entry }) =>
      Object.entries(entry.dataVersion ?? {})
        .map(([system, at]) => `${system}=${at}`)
        .join(" "),
  ],
  ["hash", ({ hash }) => hash],
];

export const csvHeader = COLUMNS.map(([name]) => name).join(",");

/** One entry as a line of CSV (RFC 4180). */
export function csvLine(read: ReadEntry): string {
  return COLUMNS.map(([, value]) => quoted(defused(String(value(read) ?? "")))).join(",");
}

function listed(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.join(" ");
  return typeof value === "object" ? JSON.stringify(value) : (value as string | undefined);
}
