import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type Role, roles } from "../../schema/roles";
import { errorBody } from "../errors";
import { type Asset, createAssets } from "./assets";
import { readExamples } from "./examples";
import { renderPage } from "./page";

export interface PlaygroundSettings {
  /** Where "Docs" leads; absent, it opens the IDE's own explorer of the schema. */
  readonly docsUrl?: string;
  /** Gives a token for a role; only with development keys and never in production. Absent: people paste their own. */
  readonly mintToken?: (role: Role) => Promise<string>;
}

/** Everything comes from here and the page may load from nowhere else; the IDE adds styles at run time. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** A page of another site that points its name at this machine sends its own name as the host. */
const LOOPBACK_NAMES = ["localhost", "127.0.0.1", "[::1]", "::1"];

export function addPlayground(app: FastifyInstance, given: PlaygroundSettings, production: boolean): void {
  const { mintToken, ...rest } = given;
  // Whatever was wired: a production server gives tokens to nobody.
  const settings: PlaygroundSettings = mintToken && !production ? given : rest;
  const assets = createAssets();
  const page = renderPage({ settings, assets, examples: readExamples() });
  app.get("/playground", async (_request, reply) => {
    return reply.type("text/html; charset=utf-8").header("content-security-policy", CONTENT_SECURITY_POLICY).send(page);
  });
  for (const asset of assets.values()) {
    app.get(asset.path, async (request, reply) => sendAsset(asset, request, reply));
  }
  if (settings.mintToken) addTokenRoute(app, settings.mintToken);
}

async function sendAsset(asset: Asset, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  reply.type(asset.type).headers({
    // The page names each asset with its hash, so a copy never becomes stale.
    "cache-control": "public, max-age=31536000, immutable",
    "content-security-policy": CONTENT_SECURITY_POLICY,
    vary: "accept-encoding",
  });
  if (!/\bgzip\b/.test(request.headers["accept-encoding"] ?? "")) return reply.send(asset.text);
  return reply.header("content-encoding", "gzip").send(await asset.compressed());
}

function addTokenRoute(app: FastifyInstance, mintToken: (role: Role) => Promise<string>): void {
  app.get<{ Querystring: { role?: string } }>("/playground/token", async (request, reply) => {
    const site = request.headers["sec-fetch-site"] ?? "same-origin";
    if (!LOOPBACK_NAMES.includes(request.hostname) || site !== "same-origin") {
      return reply.code(403).send(errorBody("FORBIDDEN", "Development tokens are for this machine only.", request.id));
    }
    const role = roles.find((known) => known === request.query.role);
    if (!role) return reply.code(400).send(errorBody("BAD_USER_INPUT", "There is no such role.", request.id));
    return { token: await mintToken(role) };
  });
}
