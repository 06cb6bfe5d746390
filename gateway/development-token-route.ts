import type { FastifyInstance } from "fastify";
import { type Role, roles } from "../schema/roles";
import { errorBody } from "./errors";

/** Gives a token for a role; only with development keys and never in production. */
export type MintToken = (role: Role) => Promise<string>;

/** A page of another site that points its name at this machine sends its own name as the host. */
const LOOPBACK_NAMES = ["localhost", "127.0.0.1", "[::1]", "::1"];

/** `GET <path>?role=`: a development token for a page of this machine's own. */
export function addTokenRoute(app: FastifyInstance, path: string, mintToken: MintToken): void {
  app.get<{ Querystring: { role?: string } }>(path, async (request, reply) => {
    const site = request.headers["sec-fetch-site"] ?? "same-origin";
    if (!LOOPBACK_NAMES.includes(request.hostname) || site !== "same-origin") {
      return reply.code(403).send(errorBody("FORBIDDEN", "Development tokens are for this machine only.", request.id));
    }
    const role = roles.find((known) => known === request.query.role);
    if (!role) return reply.code(400).send(errorBody("BAD_USER_INPUT", "There is no such role.", request.id));
    return { token: await mintToken(role) };
  });
}
