import type { FastifyReply, FastifyRequest } from "fastify";
import type { Logger } from "pino";
import { requestDeadline } from "./deadline";
import { createDocumentGate, type DocumentGate } from "./document-gate";
import { type Admission, createAdmission } from "./load-shedding";
import { createRateLimit } from "./rate-limit";
import { refusal } from "./refusal";
import { type SavedOperations, savedDocuments } from "./saved-operations";
import type { Limits } from "./settings";

export interface GraphLimitSettings {
  readonly limits: Limits;
  readonly logger: Logger;
  readonly redisUrl?: string | undefined;
  readonly saved?: { readonly operations: SavedOperations; readonly only: boolean } | undefined;
}

/** What stands before a request to the graph, in this order; each throws a refusal. */
export interface GraphLimits {
  /** Before the caller is known: whether there is room. */
  readonly admit: Admission;
  /** Whether the identity may ask once more in this minute. */
  count(subject: string): Promise<void>;
  /** Aborts when the request must be answered, or nobody waits any more. */
  deadline(reply: FastifyReply): AbortSignal;
  /** Whether a document may be read, validated and planned. */
  readonly checkDocument: DocumentGate;
  /** Whether the question may be read, validated and planned; a saved operation takes the place of its name. */
  check(request: FastifyRequest): void;
  /** The document of a question that came some other way, by the same rules; throws where there is none. */
  documentOf(question: Question): string;
  close(): void;
}

export async function createGraphLimits(settings: GraphLimitSettings): Promise<GraphLimits> {
  const { limits, logger, redisUrl, saved } = settings;
  const rate = await createRateLimit({ requestsPerMinute: limits.requestsPerMinute, redisUrl, logger });
  const gate = createDocumentGate(limits);
  const documentOf = saved ? savedDocuments(saved.operations, saved.only) : undefined;
  const asked = (question: Question): unknown => {
    const query = documentOf ? documentOf(question) : question["query"];
    gate({ query, variables: question["variables"] });
    return query;
  };
  return {
    admit: createAdmission(limits.concurrency),
    count: (subject) => rate.count(subject),
    deadline: (reply) => requestDeadline(limits.requestTimeoutMs, reply.raw),
    checkDocument: gate,
    check(request) {
      checkHost(request);
      const question = questionOf(request);
      if (!question) return;
      const query = asked(question);
      if (query !== question["query"] || documentOf) replaceQuestion(request, question, query);
    },
    documentOf(question) {
      const query = asked(question);
      if (typeof query === "string") return query;
      throw refusal("BAD_REQUEST", "Expected a JSON object with a query.");
    },
    close: () => rate.close(),
  };
}

/** Apollo reads the address with its host, and takes one that makes none for a fault of its own. */
function checkHost({ protocol, hostname }: FastifyRequest): void {
  if (!URL.canParse(`${protocol}://${hostname}/`)) throw refusal("BAD_REQUEST", "The Host header is not readable.");
}

export type Question = Readonly<Record<string, unknown>>;

/** Undefined where there is no question to judge: Apollo says what is wrong with the request. */
export function questionOf(request: FastifyRequest): Question | undefined {
  if (request.method !== "POST") return fromAddress(request.query);
  const { body } = request;
  if (Array.isArray(body)) throw refusal("BATCH_REFUSED", "The body is a list; one operation is answered at a time.");
  return isRecord(body) ? body : undefined;
}

function fromAddress(sent: unknown): Question | undefined {
  if (!isRecord(sent)) return undefined;
  return { ...sent, variables: parsed(sent["variables"]), extensions: parsed(sent["extensions"]) };
}

function parsed(text: unknown): unknown {
  if (typeof text !== "string") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Apollo keeps no saved operations of its own and refuses their names, so it is given the document alone. */
function replaceQuestion(request: FastifyRequest, question: Question, query: unknown): void {
  const { documentId: _documentId, extensions: _extensions, ...rest } = question;
  if (request.method === "POST") {
    request.body = { ...rest, query };
    return;
  }
  const address = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...rest, query })) {
    if (value !== undefined) address.set(name, typeof value === "string" ? value : JSON.stringify(value));
  }
  request.raw.url = `/graphql?${address}`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
