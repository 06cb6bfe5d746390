import { createHash } from "node:crypto";
import type { Subgraph } from "../../../schema/model/definition";
import { minorUnits } from "../../../schema/values/currency";
import type { Database } from "../../../store/database";
import { readErpStock, readServiceItems } from "../../../store/erp/stock-checks";
import {
  readControlBalances,
  readFaultyEntries,
  readFinanceStock,
  readInventoryAccounts,
} from "../../../store/finance/ledger-checks";
import { type Looked, noteStates, readTouched, rememberLooked } from "../../../store/mapping/reconciliation/closure";
import { readBaseCurrencies, readForeignBillings, readRates } from "../../../store/mapping/reconciliation/currencies";
import { type FoundDiscrepancy, saveDiscrepancies } from "../../../store/mapping/reconciliation/discrepancies";
import {
  type Chosen,
  readDocuments,
  readReferences,
  readSettlements,
  readSurroundings,
} from "../../../store/mapping/reconciliation/documents";
import { saveEvidenceLinks } from "../../../store/mapping/reconciliation/evidence-links";
import { readIdentityKeys } from "../../../store/mapping/reconciliation/identity-keys";
import { readRejected } from "../../../store/mapping/reconciliation/link-decisions";
import { beginRun, type LastRun, lastRun, type RunFigures, saveRun } from "../../../store/mapping/reconciliation/runs";
import { readOneSided } from "../../../store/mapping/reconciliation/unmapped";
import { LANGUAGES } from "../bilingual";
import { clustersOf } from "./clusters";
import { Facts, type FactsInput } from "./facts";
import type { LedgerFacts } from "./ledger-facts";
import { type EvidenceLinks, linkByEvidence } from "./linking/link";
import { documentRules, ledgerRules } from "./rules";
import { TOLERANCES } from "./tolerances";
import type { Finding, Rule, Verdict, Waiting } from "./verdict";

export interface ReconcileOptions {
  /** Looks at every document, changed or not. */
  readonly full?: boolean;
  /** The day to judge by; none: today. */
  readonly asOf?: string;
}

export interface ReconciliationSummary extends RunFigures {
  readonly run: string;
  readonly mode: "FULL" | "INCREMENTAL";
  readonly byRule: Readonly<Record<string, number>>;
}

interface Judgement {
  readonly found: readonly FoundDiscrepancy[];
  readonly waiting: readonly Waiting[];
  readonly explained: readonly string[];
}

/** Everything outside the documents that a verdict depends on: another one calls for a full run. */
function versionOf(parts: readonly unknown[]): string {
  const rules = [...documentRules, ...ledgerRules].map(({ name }) => name);
  return createHash("sha256")
    .update(JSON.stringify([rules, LANGUAGES, TOLERANCES, ...parts]))
    .digest("hex")
    .slice(0, 16);
}

/** The same disagreement has the same id at every run: by its rule, its aspect and the documents it was found on. */
function idOf(rule: string, { aspect, documents, companyId }: Finding): string {
  const anchors = documents.slice(0, aspect === "" ? 1 : 2).map(({ id }) => id);
  const key = JSON.stringify([rule, aspect, documents.length > 0 ? anchors : companyId]);
  return `D-${createHash("sha256").update(key).digest("hex").slice(0, 16)}`;
}

function toDiscrepancy(rule: Rule<never>["name"], finding: Finding): FoundDiscrepancy {
  return {
    id: idOf(rule, finding),
    rule,
    cause: finding.cause.en,
    causeZh: finding.cause.zh,
    remedy: finding.remedy.en,
    remedyZh: finding.remedy.zh,
    amount: finding.amount?.toFixed() ?? null,
    currency: finding.amount ? finding.currency : null,
    sinceOn: finding.sinceOn,
    companyId: finding.companyId,
    documents: finding.documents,
    accountId: finding.accountId ?? null,
    partyId: finding.partyId ?? null,
    itemId: finding.itemId ?? null,
    costCenterId: finding.costCenterId ?? null,
  };
}

function judge<Of>(rules: readonly Rule<Of>[], facts: Of): Judgement {
  const verdicts: (readonly [Rule<Of>, Verdict])[] = rules.flatMap((rule) =>
    rule.check(facts).map((verdict) => [rule, verdict] as const),
  );
  return {
    found: verdicts.flatMap(([rule, verdict]) =>
      verdict.verdict === "found" ? [toDiscrepancy(rule.name, verdict)] : [],
    ),
    waiting: verdicts.flatMap(([, verdict]) => (verdict.verdict === "waiting" ? [verdict] : [])),
    explained: verdicts.flatMap(([rule, verdict]) =>
      verdict.verdict === "explained" ? [`${rule.name}: ${verdict.because}`] : [],
    ),
  };
}

interface Looking {
  readonly facts: Facts;
  readonly evidence: EvidenceLinks;
}

/** The chosen documents with all their links, those the references make and those the evidence speaks for. */
async function look(
  mapping: Database,
  chosen: Chosen,
  around: Omit<FactsInput, "documents" | "links" | "settlements">,
): Promise<Looking> {
  const documents = await readDocuments(mapping, chosen);
  const references = await readReferences(mapping, chosen);
  const settlements = await readSettlements(mapping, chosen);
  const referred = new Facts({ ...around, documents, links: references, settlements });
  const evidence = linkByEvidence(referred, await readRejected(mapping));
  const found = evidence.links.map(({ fromId, toId }) => ({ fromId, toId, rule: "EVIDENCE" }));
  return { evidence, facts: new Facts({ ...around, documents, links: [...references, ...found], settlements }) };
}

async function ledgerFacts(databases: Readonly<Record<Subgraph, Database>>, asOf: string): Promise<LedgerFacts> {
  const { finance, erp, mapping } = databases;
  const [erpStock, financeStock] = [await readErpStock(erp), await readFinanceStock(finance)];
  const inventoryAccounts = await readInventoryAccounts(finance);
  const ids = [
    ...erpStock.flatMap(({ itemId, companyId }) => [itemId, ...(companyId ? [companyId] : [])]),
    ...financeStock.map(({ productId }) => productId),
    ...inventoryAccounts.map(({ companyId }) => companyId),
  ];
  const keys = await readIdentityKeys(mapping, [...new Set(ids)]);
  return {
    asOf,
    erpStock,
    financeStock,
    inventoryAccounts,
    faultyEntries: await readFaultyEntries(finance),
    controlBalances: await readControlBalances(finance),
    oneSided: await readOneSided(mapping),
    sharedId: (id) => keys.get(id) ?? id,
    smallestUnit: (currency) => `1e-${minorUnits(currency) ?? 2}`,
  };
}

interface Money extends Pick<FactsInput, "baseCurrencies" | "rates"> {
  readonly foreign: readonly string[];
}

/** What it takes to compare documents of different currencies in the company's own, at the rates of their days. */
async function readMoney({ finance, mapping }: Readonly<Record<Subgraph, Database>>): Promise<Money> {
  const baseCurrencies = await readBaseCurrencies(finance, (ids) => readIdentityKeys(mapping, ids));
  const foreign = await readForeignBillings(mapping);
  const rates = await readRates(
    finance,
    foreign.flatMap(({ company, ordered, billed, on }) => {
      const to = company === null ? undefined : baseCurrencies.get(company);
      return to ? [ordered, billed].map((from) => ({ from, to, on })) : [];
    }),
  );
  return { baseCurrencies, rates, foreign: foreign.flatMap(({ orderId, billingId }) => [orderId, billingId]) };
}

/**
 * Whether what the last run found still holds for all that has not changed since. Not for an earlier day: a wait that
 * was over by then is remembered no more, so nothing tells which verdicts an earlier day takes back.
 */
const carriesOn = (last: LastRun | null, now: Omit<LastRun, "rates">): boolean =>
  last !== null && last.rules === now.rules && last.asOf <= now.asOf;

const counted = (reasons: readonly string[]): string => {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts]
    .sort()
    .map(([reason, count]) => `${count} × ${reason}`)
    .join("\n");
};

function remembered({ facts, evidence }: Looking, waiting: readonly Waiting[]): readonly Looked[] {
  const clusters = clustersOf(facts, evidence.compared);
  const due = new Map<string, string>();
  for (const { documentId, until } of waiting) {
    const known = due.get(documentId);
    if (!known || until < known) due.set(documentId, until);
  }
  return facts.documents.map(({ id }) => ({ id, cluster: clusters.get(id) ?? id, recheckOn: due.get(id) ?? null }));
}

/** A discrepancy once: several verdicts of one aspect on the same documents say the same. */
const distinct = (found: readonly FoundDiscrepancy[]): readonly FoundDiscrepancy[] => [
  ...new Map(found.map((one) => [one.id, one])).values(),
];

/**
 * Links documents, judges them and brings the kept discrepancies up to date, all in one transaction of mapping's database;
 * finance and erp are only read. What changed since the last run decides what is looked at; the outcome is that of a full run.
 */
export async function reconcile(
  databases: Readonly<Record<Subgraph, Database>>,
  options: ReconcileOptions = {},
): Promise<ReconciliationSummary> {
  const startedAt = new Date().toISOString();
  const asOf = options.asOf ?? startedAt.slice(0, 10);
  const items = await readServiceItems(databases.erp);
  const ledger = await ledgerFacts(databases, asOf);
  const money = await readMoney(databases);
  return databases.mapping.transaction(async (mapping) => {
    await beginRun(mapping);
    await noteStates(mapping);
    const services = new Set((await readIdentityKeys(mapping, items)).values());
    const { kinds } = await readSurroundings(mapping);
    const rulesVersion = versionOf([kinds, [...services].sort()]);
    const last = await lastRun(mapping);
    const mode = options.full || !carriesOn(last, { rules: rulesVersion, asOf }) ? "FULL" : "INCREMENTAL";
    const moved = money.rates.version() === last?.rates ? [] : money.foreign;
    const chosen: Chosen = mode === "FULL" ? "all" : await readTouched(mapping, asOf, moved);
    const looking = await look(mapping, chosen, { asOf, kinds, services, ...money });
    const [trade, books] = [judge(documentRules, looking.facts), judge(ledgerRules, ledger)];
    const found = distinct([...trade.found, ...books.found]);
    await saveEvidenceLinks(mapping, chosen, looking.evidence.links, looking.evidence.lines);
    const saved = await saveDiscrepancies(
      mapping,
      [
        { rules: documentRules.map(({ name }) => name), chosen },
        { rules: ledgerRules.map(({ name }) => name), chosen: "all" },
      ],
      found,
    );
    await rememberLooked(mapping, chosen, remembered(looking, trade.waiting));
    const explained = [...trade.explained, ...books.explained];
    const figures: RunFigures = {
      documents: looking.facts.documents.length,
      links: looking.evidence.links.length,
      found: found.length,
      ...saved,
      explained: explained.length,
      waiting: trade.waiting.length,
      explanation: counted(explained),
    };
    const ratesVersion = money.rates.version();
    const run = await saveRun(mapping, { mode, rulesVersion, ratesVersion, asOf, startedAt }, figures);
    const byRule = Object.fromEntries(
      [...documentRules, ...ledgerRules].map(({ name }) => [name, found.filter(({ rule }) => rule === name).length]),
    );
    return { run, mode, byRule, ...figures };
  });
}
