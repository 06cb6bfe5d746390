import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import type { Bulk } from "./bulk";
import { BATCHED, STOCK } from "./contestants";
import type { Size } from "./data";
import type { Absent, Measured, Running } from "./measure";
import { plot } from "./plot";
import { median, pairedRatios } from "./ratios";
import { type Comparison, titleOf } from "./workload";

export interface Report {
  readonly running: readonly Running[];
  readonly absent: readonly Absent[];
  readonly comparisons: readonly Comparison[];
  readonly statements: ReadonlyMap<string, number | undefined>;
  readonly busy: ReadonlyMap<string, { readonly p50Ms: number; readonly p99Ms: number }>;
  readonly ledger: ReadonlyMap<string, Bulk>;
  readonly scale: readonly { readonly rows: number; readonly taken: ReadonlyMap<string, Bulk> }[];
  readonly bytesPerRow: ReadonlyMap<string, number>;
  readonly size: Size;
  readonly rounds: number;
  readonly seconds: number;
}

const DOCS = join(__dirname, "..", "..", "docs");
const [BEGIN, END] = ["<!-- bench:begin -->", "<!-- bench:end -->"];
const LEDGER_TITLE = "the ledger by pages of 1,000";
/** Prints the report; with `write`, it also replaces the one between the markers of docs/performance.md, and the plot. */
export function writeReport(report: Report, write: boolean): void {
  const text = markdown(report);
  console.log(text);
  if (!write) return;
  const page = join(DOCS, "performance.md");
  const [before = "", rest = ""] = readFileSync(page, "utf8").split(BEGIN);
  const after = rest.split(END)[1] ?? "\n";
  writeFileSync(
    page,
    `${before}${BEGIN}\n\n${text}\n![Requests a second, as a share of four statements by hand](performance.svg)\n\n${END}${after}`,
  );
  writeFileSync(join(DOCS, "performance.svg"), plot(report.comparisons));
}

function markdown(report: Report): string {
  const parts = [
    preface(report),
    contestants(report),
    ...report.comparisons.map((comparison) => comparisonTable(comparison, report)),
    startTable(report),
    ledgerTable(report),
    ...(report.scale.length > 0 ? [scaleTable(report)] : []),
    bytesTable(report),
  ];
  return parts.join("\n");
}

function preface({ size, rounds, seconds }: Report): string {
  const { customers, items, orders, ledgerLines, identifiers } = size;
  const of = [
    `${told(customers)} customers`,
    `${told(items)} items`,
    `${told(orders)} orders of 3 lines with an invoice each`,
  ];
  const day = new Date().toISOString().slice(0, 10);
  return `${day}, Node ${process.versions.node}, ${cpus().length} cores: ${of.join(", ")}, ${told(ledgerLines)} ledger lines, ${told(identifiers)} identifiers; medians of ${rounds} rounds of ${seconds} s.\n`;
}

function contestants({ running, absent }: Report): string {
  const lines = running.map(({ contestant: { name, is } }) => `- ${name}: ${is}`);
  const missing = absent.map(({ contestant: { name }, reason }) => `- ${name}: not measured, ${reason}`);
  return `${[...lines, ...missing].join("\n")}\n`;
}

function comparisonTable({ measured, ...workload }: Comparison, { statements }: Report): string {
  const counted = workload.question === "orders" && !workload.different;
  const of = (rounds: readonly Measured[], what: (one: Measured) => number | undefined): number | undefined =>
    median(rounds.flatMap((one) => what(one) ?? []));
  const rows = [...measured].map(([name, rounds]) => [
    name,
    number(of(rounds, (one) => one.perSecond)),
    ratio(pairedRatios(rounds, measured.get(BATCHED))),
    ratio(pairedRatios(rounds, measured.get(STOCK))),
    number(of(rounds, (one) => one.p50Ms)),
    number(of(rounds, (one) => one.p99Ms)),
    number(of(rounds, (one) => one.cpuMs)),
    ...(counted ? [number(statements.get(name))] : []),
  ]);
  const heads = ["contestant", "a second", "of four statements", "times stock Apollo", "p50 ms", "p99 ms", "CPU ms"];
  return `**${titleOf(workload)}**\n\n${table([...heads, ...(counted ? ["SQL"] : [])], rows)}`;
}

function startTable({ running, busy }: Report): string {
  const rows = running
    .filter(({ contestant }) => contestant.speaks !== "copy")
    .map(({ contestant: { name }, firstAnswerMs }) => {
      const at = busy.get(name);
      const times = at && at.p50Ms > 0 ? at.p99Ms / at.p50Ms : undefined;
      return [name, number(firstAnswerMs / 1000), number(at?.p50Ms), number(at?.p99Ms), number(times)];
    });
  const heads = ["contestant", "start to first answer, s", "p50 ms at 70% load", "p99 ms", "p99 / p50"];
  return `**Start, and latency at 70% of the most it answers**\n\n${table(heads, rows)}`;
}

function ledgerTable({ ledger }: Report): string {
  const most = ledger.get("COPY")?.rowsPerSecond;
  const rows = [...ledger].map(([name, { rows: count, rowsPerSecond, cpuUsPerRow, grownMb }]) => [
    name,
    told(count),
    number(rowsPerSecond),
    number(most && rowsPerSecond / most),
    number(cpuUsPerRow),
    number(grownMb),
  ]);
  const heads = ["contestant", "rows", "rows a second", "of COPY", "CPU µs a row", "memory grown, MB"];
  return `**${LEDGER_TITLE}, one caller**\n\n${table(heads, rows)}`;
}

function scaleTable({ scale }: Report): string {
  const names = [...new Set(scale.flatMap(({ taken }) => [...taken.keys()]))].filter((name) => name !== "COPY");
  const rows = names.map((name) => [name, ...scale.map(({ taken }) => number(taken.get(name)?.cpuUsPerRow))]);
  return `**CPU µs a row, by rows taken**\n\n${table(["contestant", ...scale.map(({ rows: count }) => told(count))], rows)}`;
}

function bytesTable({ bytesPerRow }: Report): string {
  const rows = [...bytesPerRow].map(([name, bytes]) => [`\`${name}\``, number(bytes)]);
  return `**Bytes a row, indexes included**\n\n${table(["table", "bytes"], rows)}`;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |\n`;
  return [line(heads), line(heads.map((_, at) => (at === 0 ? "---" : "---:"))), ...rows.map(line)].join("");
}

function ratio(ratios: readonly number[]): string {
  if (ratios.length === 0) return "–";
  return `${number(median(ratios))} (${number(Math.min(...ratios))}–${number(Math.max(...ratios))})`;
}

const told = (count: number): string => count.toLocaleString("en");

function number(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return "–";
  if (Math.abs(value) >= 100) return told(Math.round(value));
  return String(Math.round(value * 100) / 100);
}
