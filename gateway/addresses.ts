import { type DocumentNode, Kind, OperationTypeNode } from "graphql";

/** The subgraph answered with a status that says it could not. */
export class StatusError extends Error {
  override readonly name = "StatusError";

  constructor(readonly status: number) {
    super(`the subgraph answered with HTTP status ${status}`);
  }
}

interface Asked {
  readonly query: string;
  readonly document?: DocumentNode;
}

export interface AddressBook {
  /** Asks one address, and another one (or the same again) where that is safe and may help. */
  ask(question: Asked, at: (url: string) => Promise<unknown>): Promise<unknown>;
}

/** A connection that was kept open may just be closing: one address deserves a second try. */
const TRIES_MIN = 2;

/** Addresses of one subgraph that answer alike, in turn. */
export function addressBook(urls: readonly string[]): AddressBook {
  let next = 0;
  return {
    async ask(question, at) {
      const first = next++;
      const tries = Math.max(TRIES_MIN, urls.length);
      for (let attempt = 1; ; attempt += 1) {
        const url = urls[(first + attempt - 1) % urls.length] ?? "";
        try {
          return await at(url);
        } catch (error) {
          if (attempt === tries || !mayTryAgain(error, question)) throw error;
        }
      }
    },
  };
}

/** Codes of connections that never came about: nothing was sent. */
const NOT_SENT = ["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND", "EAI_AGAIN"];
/** Codes of connections that broke: whether the call was carried out is not known. */
const BROKEN_OFF = ["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"];
/** A proxy in front of the subgraph found nobody behind it, or one that is just stopping. */
const NOBODY_THERE = [502, 503];

/** A change that may have been made is not asked for twice; a question may be. */
function mayTryAgain(error: unknown, question: Asked): boolean {
  const code = codeOf(error);
  if (NOT_SENT.includes(code)) return true;
  const lost = BROKEN_OFF.includes(code) || (error instanceof StatusError && NOBODY_THERE.includes(error.status));
  return lost && !isMutation(question);
}

function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
}

function isMutation({ query, document }: Asked): boolean {
  if (!document) return !/^\s*(query\b|\{)/.test(query);
  return document.definitions.some(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION && definition.operation !== OperationTypeNode.QUERY,
  );
}
