import type { FastifyInstance } from "fastify";
import { addTokenRoute, type MintToken } from "../development-token-route";
import { sendAsset } from "../page-asset";
import { createAssets } from "./assets";
import { readExamples } from "./examples";
import { renderPage } from "./page";

export interface PlaygroundSettings {
  /** Where "Docs" leads; absent, it opens the IDE's own explorer of the schema. */
  readonly docsUrl?: string;
  /** Absent: people paste their own. */
  readonly mintToken?: MintToken;
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
    app.get(asset.path, (request, reply) => sendAsset(asset, CONTENT_SECURITY_POLICY, request, reply));
  }
  if (settings.mintToken) addTokenRoute(app, "/playground/token", settings.mintToken);
}
