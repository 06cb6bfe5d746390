import { readFileSync } from "node:fs";
import { join } from "node:path";
import pino from "pino";
import { parse } from "yaml";
import { ALERT_KINDS } from "../../gateway/audit/alerts/alert";
import { createSubgraphServer } from "../../subgraphs/service/server";
import { openEmbedded } from "../embedded";
import { auditFolder, KEY } from "./build";
import { openLedgerGraph } from "./ledger-graph";

const MONITORING = join(__dirname, "..", "..", "monitoring");

interface Rules {
  readonly groups: readonly { readonly rules: readonly { readonly alert: string; readonly expr: string }[] }[];
}
interface Dashboard {
  readonly panels: readonly { readonly title: string; readonly targets: readonly { readonly expr: string }[] }[];
}

const rules = (parse(readFileSync(join(MONITORING, "prometheus-rules.yaml"), "utf8")) as Rules).groups.flatMap(
  (group) => group.rules,
);
const dashboard = JSON.parse(readFileSync(join(MONITORING, "grafana-dashboard.json"), "utf8")) as Dashboard;
const panels = dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => ({ title, expr })));

/** Names of the metrics an expression reads; Prometheus itself makes `up`. */
const namesIn = (expr: string): string[] => expr.match(/\b(concord|process|nodejs)_\w+/g) ?? [];

/** What a server offers, each histogram with its parts. */
function offered(text: string): string[] {
  return [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].flatMap(([, name = "", type]) =>
    type === "histogram" ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name],
  );
}

let names: ReadonlySet<string>;
beforeAll(async () => {
  const thresholds = {
    windowSeconds: 300,
    denials: 1,
    probes: 1,
    failedAuthentications: 1,
    exportRows: 1,
    discrepancies: 1,
  };
  const graph = await openLedgerGraph(auditFolder(), { thresholds, webhook: undefined });
  const database = await openEmbedded();
  const subgraph = createSubgraphServer({
    name: "erp",
    execute: async () => ({ data: {} }),
    database,
    internalKey: KEY,
    logger: pino({ level: "silent" }),
  });
  const texts = await Promise.all(
    [graph.gateway.app, subgraph].map(async (app) => (await app.inject("/metrics")).body),
  );
  names = new Set(texts.flatMap(offered));
  await graph.gateway.close();
  await subgraph.close();
  await database.close();
});

describe("monitoring", () => {
  it.each(rules.map(({ alert, expr }) => [alert, expr]))("the rule %s reads metrics that exist", (_alert, expr) => {
    if (!/^up\b/.test(expr)) expect(namesIn(expr)).not.toEqual([]);
    expect(namesIn(expr).filter((name) => !names.has(name))).toEqual([]);
  });

  it.each(panels.map(({ title, expr }) => [title, expr]))("the panel %s reads metrics that exist", (_title, expr) => {
    expect(namesIn(expr)).not.toEqual([]);
    expect(namesIn(expr).filter((name) => !names.has(name))).toEqual([]);
  });

  it("names kinds of alerts that exist, and shows every metric of Concord's own", () => {
    const kinds = rules.flatMap(({ expr }) =>
      [...expr.matchAll(/kind=~?"([^"]+)"/g)].flatMap(([, kind = ""]) => kind.split("|")),
    );
    expect(kinds.filter((kind) => !(ALERT_KINDS as readonly string[]).includes(kind))).toEqual([]);
    const shown = new Set(panels.flatMap(({ expr }) => namesIn(expr)));
    const bases = [...names].filter((name) => name.startsWith("concord_") && !/_(count|sum)$/.test(name));
    const isShown = (name: string): boolean => shown.has(name) || shown.has(name.replace(/_bucket$/, "_count"));
    const alertedOnly = ["concord_alert_deliveries_total"];
    expect(bases.filter((name) => !isShown(name) && !alertedOnly.includes(name))).toEqual([]);
  });
});
