import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { graphError } from "../../schema/errors";
import { auditReaders } from "../../schema/permissions";
import { roles } from "../../schema/roles";
import { admitCaller, type Gate } from "../admit-caller";
import { RECORD, type RequestRecord } from "../request-record";
import type { Caller } from "../tokens";
import type { Audit } from "./audit";
import { sha256 } from "./canonical";
import { DECISIONS } from "./entry";
import { readCursor, searchEntries } from "./search-entries";

const ROUTE = "/audit";

const parameters = z.strictObject({
  from: z.iso.date().or(z.iso.datetime()).optional(),
  to: z.iso.date().or(z.iso.datetime()).optional(),
  subject: z.string().min(1).optional(),
  role: z.enum(roles).optional(),
  decision: z.enum(DECISIONS).optional(),
  field: z.string().min(1).optional(),
  requestId: z.string().min(1).optional(),
  first: z.coerce.number().int().min(1).max(500).default(100),
  after: z
    .string()
    .refine((text) => readCursor(text) !== undefined, { error: "is no cursor that /audit gave" })
    .optional(),
});

/** `GET /audit`: the entries of all chains of this gateway's folder, the newest first, for who audits. Reading leaves an entry too. */
export function addAuditSearch(app: FastifyInstance, gate: Gate, audit: Audit): void {
  app.get(ROUTE, async (request, reply) => {
    const startedAtMs = performance.now();
    const record = request.getDecorator<RequestRecord>(RECORD);
    const { caller, signal } = await admitCaller(gate, reply, record, request.headers.authorization);
    requireAuditor(caller);
    const { first, after, ...search } = parsed(request.query);
    const page = await searchEntries(audit.folder, { search, first, after, signal });
    record.outcome = "ok";
    record.audit.operation = {
      type: "query",
      name: ROUTE,
      document: sha256(ROUTE),
      fields: ["AuditEntry.*"],
      fieldAt: () => undefined,
    };
    record.audit.answer = { hasData: true, rows: page.entries.length, errors: {}, denied: [] };
    await audit.end(record, { from: request.ip, durationMs: performance.now() - startedAtMs });
    return {
      entries: page.entries.map(({ chain, seq, hash, entry }) => ({ chain, seq, hash, ...entry })),
      next: page.next ?? null,
    };
  });
}

/** Entries tell of everybody's questions, so that who is kept to a part of the company, or to documents, reads none. */
function requireAuditor({ role, companies, costCenters = "*", customers = "*", operations }: Caller): void {
  const isWhole = companies === "*" && costCenters === "*" && customers === "*" && operations === undefined;
  if (auditReaders.includes(role) && isWhole) return;
  const who = auditReaders.join(" or ");
  throw graphError("FORBIDDEN", `The audit is read by ${who} who is kept to no company, cost centre or customer.`);
}

function parsed(query: unknown): z.infer<typeof parameters> {
  const { success, data, error } = parameters.safeParse(query);
  if (success) return data;
  const [issue] = error.issues;
  const argument = String(issue?.path[0] ?? "the address");
  throw graphError("BAD_USER_INPUT", `${argument}: ${issue?.message ?? "is invalid"}`, { argument });
}
