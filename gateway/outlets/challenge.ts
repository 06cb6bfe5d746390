import type { FastifyReply } from "fastify";
import { clientCode } from "../errors";

/** A browser or a BI tool asks its user for a key when it is told this. */
export function challenge(error: unknown, reply: FastifyReply): void {
  if (clientCode(error) === "UNAUTHENTICATED")
    reply.header("www-authenticate", 'Basic realm="Concord", charset="UTF-8"');
}
