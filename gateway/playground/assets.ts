import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { css, editorWorkerService, graphqlWorker, js, jsonWorker } from "@graphql-yoga/render-graphiql/graphiql";
import { type PageAsset, pageAsset } from "../page-asset";

export interface Asset extends PageAsset {
  /** The path with the content's hash, for the page. */
  readonly address: string;
}

export type AssetName = keyof typeof texts;

const SCRIPT = "text/javascript; charset=utf-8";
const STYLE = "text/css; charset=utf-8";

/** The IDE comes as texts in a package; as files of our own origin they need no inline script and are cached. */
const texts = {
  "graphiql.css": () => css,
  "graphiql.js": () => js,
  "editor.worker.js": () => editorWorkerService,
  "json.worker.js": () => jsonWorker,
  "graphql.worker.js": () => graphqlWorker,
  "bar.css": () => readFileSync(join(__dirname, "browser", "bar.css"), "utf8"),
  "bar.js": () => readFileSync(join(__dirname, "browser", "bar.js"), "utf8"),
  "start.js": () => readFileSync(join(__dirname, "browser", "start.js"), "utf8"),
};

export function createAssets(): ReadonlyMap<AssetName, Asset> {
  const names = Object.keys(texts) as AssetName[];
  return new Map(names.map((name) => [name, createAsset(name, texts[name]())]));
}

function createAsset(name: AssetName, text: string): Asset {
  const hash = createHash("sha256").update(text).digest("base64url").slice(0, 16);
  const path = `/playground/${name}`;
  return { ...pageAsset(path, name.endsWith(".css") ? STYLE : SCRIPT, text), address: `${path}?v=${hash}` };
}
