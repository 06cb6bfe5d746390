import { readFileSync } from "node:fs";
import type { GatewayConfig, TlsFiles } from "../gateway/config";
import type { HttpSourceSettings } from "../gateway/sources";
import type { ServerTls } from "../subgraphs/service/server";

const read = (file: string): string => readFileSync(file, "utf8");

/** How the gateway calls subgraphs behind https. */
export function clientTls(files: TlsFiles | undefined): HttpSourceSettings["tls"] {
  if (!files) return undefined;
  const { caFile, certFile, keyFile } = files;
  return { ca: read(caFile), ...(certFile && keyFile ? { cert: read(certFile), key: read(keyFile) } : {}) };
}

/** How a subgraph listens; with a CA, only to who has a certificate of it. */
export function subgraphTls({ tls, subgraphTls: trusted }: GatewayConfig): ServerTls | undefined {
  if (!tls) return undefined;
  const { certFile, keyFile } = tls;
  return { cert: read(certFile), key: read(keyFile), ...(trusted ? { ca: read(trusted.caFile) } : {}) };
}
