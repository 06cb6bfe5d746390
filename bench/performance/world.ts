import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import { request } from "undici";
import type { World } from "./contestants";
import { PEERS } from "./peers";
import { type Served, serve } from "./processes";

const NAMES = ["erp", "mapping", "finance"] as const;

export interface OpenWorld extends World {
  readonly subgraphs: readonly Served[];
  close(): Promise<void>;
}

/** Starts the plain subgraphs that the gateways of others stand before, and composes their supergraph. */
export async function openWorld(databaseUrl: string): Promise<OpenWorld> {
  const subgraphs = await Promise.all(NAMES.map((name) => serve([join(PEERS, "subgraphs.mjs"), name, databaseUrl])));
  const urls = Object.fromEntries(NAMES.map((name, at) => [name, subgraphs[at]?.address ?? ""]));
  const folder = mkdtempSync(join(tmpdir(), "concord-bench-supergraph-"));
  const supergraphFile = join(folder, "supergraph.graphql");
  writeFileSync(supergraphFile, await compose(urls));
  return {
    databaseUrl,
    supergraphFile,
    subgraphUrls: urls,
    subgraphs,
    async close() {
      await Promise.all(subgraphs.map((subgraph) => subgraph.stop()));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function compose(urls: Readonly<Record<string, string>>): Promise<string> {
  const parts = Object.entries(urls).map(async ([name, url]) => ({ name, url, typeDefs: parse(await sdlOf(url)) }));
  const { supergraphSdl, errors } = composeServices(await Promise.all(parts));
  if (!supergraphSdl) throw new Error(`the plain subgraphs do not compose: ${errors?.join("; ")}`);
  return supergraphSdl;
}

async function sdlOf(url: string): Promise<string> {
  const body = JSON.stringify({ query: "{ _service { sdl } }" });
  const answer = await request(url, { method: "POST", headers: { "content-type": "application/json" }, body });
  const { data } = (await answer.body.json()) as { readonly data: { readonly _service: { readonly sdl: string } } };
  return data._service.sdl;
}
