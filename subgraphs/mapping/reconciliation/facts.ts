import type { DocumentKind } from "../../../schema/model/definition";
import { minorUnits } from "../../../schema/values/currency";
import type { Rates } from "../../../store/mapping/reconciliation/currencies";
import type {
  ReconciledDocument,
  ReconciledLine,
  ReconciledLink,
  ReconciledSettlement,
} from "../../../store/mapping/reconciliation/documents";

export interface FactsInput {
  readonly asOf: string;
  readonly documents: readonly ReconciledDocument[];
  readonly links: readonly ReconciledLink[];
  readonly settlements: readonly ReconciledSettlement[];
  /** `kind/side/system` of the kinds of documents that the sources show at all. */
  readonly kinds: readonly string[];
  /** Shared ids of items that are never shipped. */
  readonly services: ReadonlySet<string>;
  /** Currency of each company's books, by the company's shared id. */
  readonly baseCurrencies: ReadonlyMap<string, string>;
  readonly rates: Rates;
}

interface LineOf {
  readonly document: ReconciledDocument;
  readonly line: ReconciledLine;
}

const NOT_COUNTING = new Set(["DRAFT", "CANCELLED", "REJECTED"]);

/** Documents and their links, as rules ask for them. */
export class Facts {
  readonly asOf: string;
  readonly documents: readonly ReconciledDocument[];
  readonly links: readonly ReconciledLink[];
  readonly services: ReadonlySet<string>;
  readonly rates: Rates;
  private readonly baseCurrencies: ReadonlyMap<string, string>;
  private readonly settlements = new Map<string, ReconciledSettlement[]>();
  private readonly byId: ReadonlyMap<string, ReconciledDocument>;
  private readonly after = new Map<string, string[]>();
  private readonly before = new Map<string, string[]>();
  private readonly kinds: readonly string[];
  private readonly orderLines = new Map<string, ReconciledLine>();
  private readonly ofLine = new Map<string, LineOf[]>();

  constructor(input: FactsInput) {
    this.asOf = input.asOf;
    this.documents = input.documents;
    this.links = input.links;
    for (const settlement of input.settlements) push(this.settlements, settlement.paymentId, settlement);
    this.services = input.services;
    this.rates = input.rates;
    this.baseCurrencies = input.baseCurrencies;
    this.kinds = input.kinds;
    this.byId = new Map(input.documents.map((document) => [document.id, document]));
    for (const document of input.documents)
      for (const line of document.lines) {
        if (line.orderLineId) push(this.ofLine, line.orderLineId, { document, line });
        else this.orderLines.set(line.id, line);
      }
    for (const { fromId, toId } of input.links) {
      push(this.after, fromId, toId);
      push(this.before, toId, fromId);
    }
  }

  document(id: string): ReconciledDocument | undefined {
    return this.byId.get(id);
  }

  ofKind(...kinds: readonly DocumentKind[]): readonly ReconciledDocument[] {
    return this.documents.filter(({ kind }) => kinds.includes(kind));
  }

  /** Documents that came of this one. */
  from(document: ReconciledDocument, ...kinds: readonly DocumentKind[]): readonly ReconciledDocument[] {
    return this.neighbours(this.after, document, kinds);
  }

  /** Documents that this one came of. */
  behind(document: ReconciledDocument, ...kinds: readonly DocumentKind[]): readonly ReconciledDocument[] {
    return this.neighbours(this.before, document, kinds);
  }

  /** What a payment settles. */
  settledBy(paymentId: string): readonly ReconciledSettlement[] {
    return this.settlements.get(paymentId) ?? [];
  }

  /** The currency a company's books are kept in; null when finance does not know the company. */
  baseCurrency(company: string | null): string | null {
    return company === null ? null : (this.baseCurrencies.get(company) ?? null);
  }

  /** The smallest coin of a currency. */
  smallestUnit(currency: string): string {
    return `1e-${minorUnits(currency) ?? 2}`;
  }

  /** An order line by its id. */
  orderLine(id: string): ReconciledLine | undefined {
    return this.orderLines.get(id);
  }

  /** Lines of any document that fulfil or bill this order line. */
  ofOrderLine(id: string): readonly LineOf[] {
    return this.ofLine.get(id) ?? [];
  }

  /** True when some source shows documents of this kind for this side of trade: of one system, or of any. */
  shows(kind: DocumentKind, side: ReconciledDocument["side"], system?: string): boolean {
    const start = `${kind}/${side}/`;
    return this.kinds.some((shown) => (system ? shown === `${start}${system}` : shown.startsWith(start)));
  }

  private neighbours(
    links: ReadonlyMap<string, readonly string[]>,
    { id }: ReconciledDocument,
    kinds: readonly DocumentKind[],
  ): readonly ReconciledDocument[] {
    const found = (links.get(id) ?? []).flatMap((other) => this.byId.get(other) ?? []);
    return kinds.length === 0 ? found : found.filter(({ kind }) => kinds.includes(kind));
  }
}

/** Drafts, cancelled and refused documents bind nobody. */
export const counts = ({ status }: ReconciledDocument): boolean => !NOT_COUNTING.has(status);

export function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}
