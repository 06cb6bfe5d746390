import type { FastifyReply } from "fastify";
import type { GraphLimits } from "./limits/graph-limits";
import { createContext, type GatewayContext, type RequestRecord } from "./request-record";
import type { Caller, TokenVerifier } from "./tokens";

export interface Gate {
  readonly verifyToken: TokenVerifier;
  readonly graphLimits: GraphLimits;
}

export interface Admitted {
  readonly caller: Caller;
  /** Aborts when the request's time is over or its client is gone. */
  readonly signal: AbortSignal;
  readonly context: GatewayContext;
}

/**
 * Lets a request in: there is room, its caller is known, and may ask once more. Who is not let in is refused by an error,
 * and the record says so, for the audit.
 */
export async function admitCaller(
  { verifyToken, graphLimits }: Gate,
  reply: FastifyReply,
  record: RequestRecord,
  authorization: string | undefined,
): Promise<Admitted> {
  record.outcome = "refused";
  const signal = graphLimits.deadline(reply);
  await graphLimits.admit(reply);
  const caller = await verifyToken(authorization);
  // The audit tells who it was that asked too often.
  const context = createContext(caller, record, signal);
  await graphLimits.count(caller.subject);
  return { caller, signal, context };
}
