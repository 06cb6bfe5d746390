import { readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import type { FastifyInstance, FastifyReply } from "fastify";
import { addTokenRoute, type MintToken } from "../development-token-route";
import { type PageAsset, pageAsset, sendAsset } from "../page-asset";

export interface ConsoleSettings {
  /** The built console: `index.html`, and `assets/` with files that are named by their content. */
  readonly folder: string;
  /** Absent: people paste their own token. */
  readonly mintToken?: MintToken;
}

/** Everything comes from here, and nothing is inline; styles that scripts set go through the object model. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** The console at `/console`: one page whose addresses below it are its own, and its files. */
export function addConsole(app: FastifyInstance, given: ConsoleSettings, production: boolean): void {
  // Whatever was wired: a production server gives tokens to nobody.
  const mintToken = production ? undefined : given.mintToken;
  const page = readFileSync(join(given.folder, "index.html"), "utf8");
  const sendPage = async (_request: unknown, reply: FastifyReply): Promise<FastifyReply> =>
    reply.type("text/html; charset=utf-8").header("content-security-policy", CONTENT_SECURITY_POLICY).send(page);
  app.get("/console", sendPage);
  app.get("/console/:page", sendPage);
  app.get("/console/settings.json", async () => ({ developmentTokens: mintToken !== undefined }));
  for (const asset of readAssets(join(given.folder, "assets"))) {
    app.get(asset.path, (request, reply) => sendAsset(asset, CONTENT_SECURITY_POLICY, request, reply));
  }
  if (mintToken) addTokenRoute(app, "/console/token", mintToken);
}

function readAssets(folder: string): readonly PageAsset[] {
  return readdirSync(folder).map((name) =>
    pageAsset(
      `/console/assets/${name}`,
      TYPES[extname(name)] ?? "application/octet-stream",
      readFileSync(join(folder, name)),
    ),
  );
}
