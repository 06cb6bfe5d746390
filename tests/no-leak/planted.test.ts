import { type ExecutionResult, GraphQLError } from "graphql";
import type { Ordering as OrderingType } from "../../store/read/order";
import type { SubgraphExecute } from "../../subgraphs/service/execute";
import { serverUrl } from "../databases";
import { compare, type Worlds } from "./differential";
import type { Tap } from "./graph";
import { COST_CENTERS, CUSTOMERS } from "./readers";
import type { Reader } from "./secrets";
import { openPair, openWorlds, type Pair } from "./worlds";

/** Which leak is planted at the moment; production code has no such place, the test replaces its modules. */
let mockLeak = "";

jest.mock("../../schema/decisions", () => {
  const actual = jest.requireActual("../../schema/decisions");
  const everyone = jest.requireActual("../../schema/roles").roles;
  const opened: Record<string, (type: string, field: string) => boolean> = {
    "a field loosened in the guard": (type, field) => type === "Party" && field === "taxId",
    "a type left out of the guard": (type) => type === "InvoiceLine",
    "a total over a forbidden column": (type, field) => type === "InvoiceLineTotals" && field === "costAmount",
  };
  return {
    ...actual,
    audienceOf: (type: string, field: string) =>
      opened[mockLeak]?.(type, field) ? everyone : actual.audienceOf(type, field),
    forbiddenIn: (type: string, field: string, args: object, ...asker: unknown[]) => {
      if (mockLeak === "a filter by a forbidden field")
        return actual.forbiddenIn(type, field, { ...args, filter: null }, ...asker);
      if (mockLeak === "an order by a forbidden field")
        return actual.forbiddenIn(type, field, { ...args, orderBy: null }, ...asker);
      return actual.forbiddenIn(type, field, args, ...asker);
    },
    refusedBy: (...field: unknown[]) =>
      mockLeak === "a document's total over lines of other cost centres" ? undefined : actual.refusedBy(...field),
    rowAudiencesOf: (entity: object) =>
      mockLeak === "rows of a kind the role may not read" ? [] : actual.rowAudiencesOf(entity),
  };
});

jest.mock("../../store/read/page", () => {
  const actual = jest.requireActual("../../store/read/page");
  const { filterSql } = jest.requireActual("../../store/read/filter");
  return {
    ...actual,
    listConditions: (source: { entity: object }, filter: object, reader: object) =>
      mockLeak === "a count taken before row scope"
        ? [filterSql(source.entity, filter, reader)]
        : actual.listConditions(source, filter, reader),
  };
});

jest.mock("../../store/read/visibility", () => {
  const actual = jest.requireActual("../../store/read/visibility");
  const { raw } = jest.requireActual("../../store/sql");
  const without = (reader: object, leak: string, dimension: string): object =>
    mockLeak === leak ? { ...reader, [dimension]: "*" } : reader;
  return {
    ...actual,
    visibleSql: (entity: object, reader: object, alias = "t") => {
      if (mockLeak === "a filter through an edge beyond row scope" && alias !== "t") return raw("true");
      const sold = without(reader, "rows of other customers", "customers");
      const reached = alias === "t" ? sold : without(sold, "a filter through an edge to other customers", "customers");
      const rows = mockLeak === "saved operations of other roles" ? { ...entity, readers: undefined } : entity;
      return actual.visibleSql(rows, without(reached, "rows of other cost centres", "costCenters"), alias);
    },
    documentRecordSql: (reader: object, alias: string) =>
      actual.documentRecordSql(without(reader, "linked documents of other customers", "customers"), alias),
    isRecordVisible: (reader: object, record: object) =>
      mockLeak === "records of other customers in an identity" || actual.isRecordVisible(reader, record),
  };
});

jest.mock("../../store/finance/reports/books", () => {
  const actual = jest.requireActual("../../store/finance/reports/books");
  return {
    ...actual,
    readBooks: (read: object, request: object) =>
      actual.readBooks(mockLeak === "a report over other cost centres" ? { ...read, costCenters: "*" } : read, request),
  };
});

jest.mock("../../store/finance/reports/ageing", () => {
  const actual = jest.requireActual("../../store/finance/reports/ageing");
  return {
    ...actual,
    readAgeing: (read: object, request: object) =>
      actual.readAgeing(mockLeak === "the ageing of other customers" ? { ...read, customers: "*" } : read, request),
  };
});

jest.mock("../../store/read/order", () => {
  const actual = jest.requireActual("../../store/read/order");
  const { raw } = jest.requireActual("../../store/sql");
  class Ordering extends (actual.Ordering as typeof OrderingType) {
    override get cursorColumns() {
      const carries = mockLeak === "a cursor that carries a forbidden value" && this.signature === "InvoiceLine ";
      return carries ? raw(`jsonb_build_array(t.id, t.cost_amount::text)::text as "cursor"`) : super.cursorColumns;
    }
  }
  return { ...actual, Ordering };
});

jest.mock("../../subgraphs/service/verdict", () => {
  const actual = jest.requireActual("../../subgraphs/service/verdict");
  return {
    ...actual,
    verdicts: (...parts: unknown[]) => {
      const decide = actual.verdicts(...parts);
      const kept = new WeakMap<object, boolean>();
      return (document: object, role: string, variables: object) => {
        if (mockLeak !== "a verdict kept without its role") return decide(document, role, variables);
        const verdict = kept.get(document) ?? decide(document, role, variables);
        kept.set(document, verdict);
        return verdict;
      };
    },
  };
});

const COMPANY = ["t-finance:company:0", "t-erp:company:0"];
const everywhere = (role: Reader["role"]): Reader => ({ role, companies: "*" });
const ofCustomers = (role: Reader["role"]): Reader => ({ role, companies: "*", customers: CUSTOMERS });
const ofCostCenters = (role: Reader["role"]): Reader => ({ role, companies: "*", costCenters: COST_CENTERS });
const LINES = ["invoiceLines", "invoices", "invoiceLine"];

interface Plant {
  readonly leak: string;
  readonly reader: Reader;
  /** Where the questions begin, so that a small sample meets it. */
  readonly about: readonly string[];
  readonly tap?: Tap;
}

/** Tells what everything cost, in the words of a refusal. */
const talkative: Tap = (name, execute) => async (request, identity) => {
  const answer = await execute(request, identity);
  if (name !== "finance" || !answer.errors) return answer;
  const query = "{ invoiceLines { aggregate { sum { costAmount { amount } } } } }";
  const told = JSON.stringify(await execute({ query }, { ...identity, role: "admin", companies: "*" }));
  const errors = answer.errors.map(({ path, extensions }) => new GraphQLError(told, { path, extensions }));
  return { ...answer, errors };
};

/** Keeps answers by their question, as if all who ask were one. */
const forgetful: Tap = (_name, execute): SubgraphExecute => {
  const kept = new Map<string, Promise<ExecutionResult>>();
  return (request, identity) => {
    const key = JSON.stringify([request.query, request.variables]);
    const answer = kept.get(key) ?? execute(request, identity);
    kept.set(key, answer);
    return answer;
  };
};

/** Hands callers on without the customers they are kept to. */
const losing: Tap =
  (_name, execute) =>
  (request, { customers: _lost, ...identity }) =>
    execute(request, identity);

const PLANTS: readonly Plant[] = [
  { leak: "a filter by a forbidden field", reader: everywhere("sales"), about: LINES },
  { leak: "an order by a forbidden field", reader: everywhere("sales"), about: LINES },
  { leak: "rows of a kind the role may not read", reader: everywhere("sales"), about: ["openItems", "documentLinks"] },
  {
    leak: "saved operations of other roles",
    reader: everywhere("sales"),
    about: ["savedOperations", "savedOperation"],
  },
  {
    leak: "a count taken before row scope",
    reader: { role: "cfo", companies: COMPANY },
    about: ["invoices", "salesOrders"],
  },
  {
    leak: "a filter through an edge beyond row scope",
    reader: { role: "cfo", companies: COMPANY },
    about: ["journalLines", "shipments", "creditNotes", "invoices"],
  },
  { leak: "a cursor that carries a forbidden value", reader: everywhere("sales"), about: ["invoiceLines"] },
  { leak: "a field loosened in the guard", reader: everywhere("warehouse"), about: ["parties", "party"] },
  { leak: "a type left out of the guard", reader: everywhere("sales"), about: LINES },
  { leak: "a total over a forbidden column", reader: everywhere("sales"), about: LINES },
  { leak: "an error text with a value", reader: everywhere("sales"), about: LINES, tap: talkative },
  { leak: "answers kept for all roles alike", reader: everywhere("sales"), about: LINES, tap: forgetful },
  { leak: "a verdict kept without its role", reader: everywhere("sales"), about: LINES },
  { leak: "rows of other customers", reader: ofCustomers("sales"), about: ["salesOrders", "invoices", "parties"] },
  {
    leak: "a filter through an edge to other customers",
    reader: ofCustomers("sales"),
    about: ["invoiceLines", "shipmentLines", "shipments"],
  },
  {
    leak: "linked documents of other customers",
    reader: ofCustomers("sales"),
    about: ["salesOrders", "invoices", "documentChain"],
  },
  {
    leak: "records of other customers in an identity",
    reader: ofCustomers("sales"),
    about: ["party", "parties", "resolveIdentifier"],
  },
  { leak: "the ageing of other customers", reader: ofCustomers("sales"), about: ["agedReceivables"] },
  { leak: "customers lost on the way to a subgraph", reader: ofCustomers("sales"), about: LINES, tap: losing },
  { leak: "rows of other cost centres", reader: ofCostCenters("analyst"), about: ["journalLines", "budgets"] },
  {
    leak: "a document's total over lines of other cost centres",
    reader: ofCostCenters("analyst"),
    about: ["invoices", "bills", "creditNotes"],
  },
  {
    leak: "a report over other cost centres",
    reader: ofCostCenters("analyst"),
    about: ["incomeStatement", "budgetVariance"],
  },
];

/** A planted leak must be met by so many questions. */
const WITHIN = 600;

let pair: Pair;
let clean: Worlds & { close(): Promise<void> };

beforeAll(async () => {
  pair = await openPair(7, serverUrl());
  clean = await openWorlds(pair);
});
afterAll(async () => {
  await clean.close();
  await pair.close();
});

/** Leaks in what a guard is built from need graphs of their own. */
async function worldsWith({ leak, tap }: Plant): Promise<Worlds & { close(): Promise<void> }> {
  mockLeak = leak;
  return openWorlds(pair, tap, clean.schema);
}

const before: Reader = { role: "admin", companies: "*" };

describe.each(PLANTS)("$leak", (plant) => {
  afterEach(() => {
    mockLeak = "";
  });

  it(`is found within ${WITHIN} questions`, async () => {
    const worlds = await worldsWith(plant);
    const { differences } = await compare(worlds, { ...plant, seed: 3, questions: WITHIN, before });
    await worlds.close();
    expect(differences).toHaveLength(1);
  });
});

it("finds nothing where nothing is planted", async () => {
  const about = PLANTS.flatMap((plant) => plant.about);
  const { differences } = await compare(clean, { reader: everywhere("sales"), about, seed: 3, questions: 60, before });
  expect(differences).toEqual([]);
});
