import "reflect-metadata";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { readSupergraph } from "../cli/schema";
import type { AuditParts } from "../gateway/audit/audit";
import { AuditLog } from "../gateway/audit/log";
import { developmentKeyFile, mintToken, publicKeyOf } from "../gateway/development-keys";
import { createGateway } from "../gateway/server";
import { createInProcessSource } from "../gateway/sources";
import { createTokenVerifier } from "../gateway/tokens";

// What the audit costs: the same gateway asked over HTTP with and without it, in turns, so that the machine's mood is
// the same for both. The question needs no subgraph, so that the audit's share is as large as it can be.

const REQUESTS = 1_500;
const ROUNDS = 3;
const CALLERS = [1, 16, 64];
const folder = mkdtempSync(join(tmpdir(), "concord-audit-bench-"));
const logger = pino({ level: "silent" });
const keyFile = developmentKeyFile({ production: false, dataFolder: folder });
const ISSUER = "https://bench.test";

async function startGateway(audit: AuditParts | undefined) {
  const gateway = await createGateway({
    supergraphSdl: readSupergraph(),
    sources: (name) => createInProcessSource({ name, timeoutMs: 1_000, logger, execute: async () => ({ data: {} }) }),
    verifyToken: createTokenVerifier({
      issuer: ISSUER,
      audience: ISSUER,
      keys: { kind: "public-key", key: publicKeyOf(keyFile) },
    }),
    logger,
    production: true,
    introspection: false,
    limits: { requestsPerMinute: Number.MAX_SAFE_INTEGER },
    audit,
  });
  return { gateway, url: `${await gateway.listen({ host: "127.0.0.1", port: 0 })}/graphql` };
}

/** Requests a second with so many callers at once. */
async function throughput(url: string, token: string, callers: number): Promise<number> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  let left = REQUESTS;
  const startedAt = performance.now();
  const caller = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const response = await fetch(url, { method: "POST", headers, body: '{"query":"query Bench { __typename }"}' });
      if (response.status !== 200) throw new Error(`answered with ${response.status}`);
      await response.arrayBuffer();
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return REQUESTS / ((performance.now() - startedAt) / 1000);
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function run(): Promise<void> {
  const key = "an audit key for benches, long enough";
  const log = await AuditLog.open({
    folder: join(folder, "audit"),
    chain: "gateway",
    key,
    fileBytesMax: 1 << 26,
    logger,
  });
  const many = 1_000_000_000;
  const thresholds = {
    windowSeconds: 300,
    denials: many,
    probes: many,
    failedAuthentications: many,
    exportRows: many,
    discrepancies: many,
  };
  const plain = await startGateway(undefined);
  const audited = await startGateway({ log, thresholds, webhook: undefined });
  const token = await mintToken({ role: "cfo", companies: "*", issuer: ISSUER, audience: ISSUER }, keyFile);
  for (const { url } of [plain, audited]) await throughput(url, token, 16);
  console.log("callers  without audit  with audit  ratio");
  for (const callers of CALLERS) {
    const without: number[] = [];
    const withAudit: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      without.push(await throughput(plain.url, token, callers));
      withAudit.push(await throughput(audited.url, token, callers));
    }
    const [a, b] = [median(without), median(withAudit)];
    console.log(
      `${String(callers).padStart(7)}  ${a.toFixed(0).padStart(11)}/s  ${b.toFixed(0).padStart(8)}/s  ${(b / a).toFixed(2)}`,
    );
  }
  await plain.gateway.close();
  await audited.gateway.close();
  rmSync(folder, { recursive: true, force: true });
}

run().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
