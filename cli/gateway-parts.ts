import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Logger } from "pino";
import { ApiKeyFile } from "../gateway/api-key-file";
import { withApiKeys } from "../gateway/api-keys";
import type { GatewayConfig } from "../gateway/config";
import { developmentKeyFile, publicKeyOf } from "../gateway/development-keys";
import { readSavedOperations } from "../gateway/limits/saved-operations";
import { createGateway, type Gateway } from "../gateway/server";
import { createHttpSource, createInProcessSource, type SubgraphSource } from "../gateway/sources";
import { createTokenVerifier, type TokenVerifier } from "../gateway/tokens";
import type { VerificationKeys } from "../gateway/verification-keys";
import { ConcordError } from "../schema/errors";
import { createIdentitySigner } from "../schema/identity";
import type { Subgraph } from "../schema/model/definition";
import type { ChangeSource } from "../schema/model/row-change";
import type { Role } from "../schema/roles";
import type { SubgraphExecute } from "../subgraphs/service/execute";
import { openAudit } from "./audit-parts";
import { developmentToken } from "./development-token";
import { readSupergraph } from "./schema";
import { followSupergraph } from "./supergraph-file";
import { clientTls } from "./tls";

export interface GatewayParts {
  readonly config: GatewayConfig;
  readonly dataFolder: string;
  readonly logger: Logger;
  /** Subgraphs of this process; none: all are called over HTTP. */
  readonly local?: Readonly<Record<Subgraph, SubgraphExecute>>;
  /** Where the gateway learns of changes, for subscriptions. */
  readonly changes?: ChangeSource | undefined;
}

/** Wires the gateway to its subgraphs, in this process or over HTTP, and to the keys that verify callers. */
export async function assembleGateway({ config, dataFolder, logger, local, changes }: GatewayParts): Promise<Gateway> {
  const { production, introspection, tls, limits, redisUrl, drainMs, savedOperations, supergraphFile } = config;
  const gateway = await createGateway({
    supergraphSdl: supergraphFile ? readFileSync(supergraphFile, "utf8") : readSupergraph(),
    sources: local ? localSource(config, logger, local) : remoteSource(config, logger),
    verifyToken: tokenVerifier(config, dataFolder),
    logger,
    audit: await openAudit(config.audit, dataFolder, logger),
    production,
    introspection,
    limits,
    redisUrl,
    drainMs,
    changes,
    ...(savedOperations
      ? { saved: { operations: readSavedOperations(savedOperations.path), only: savedOperations.only } }
      : {}),
    ...(config.playground ? { playground: pageSettings(config, dataFolder) } : {}),
    ...(config.console && isConsoleBuilt()
      ? { console: { folder: CONSOLE_FOLDER, ...pageSettings(config, dataFolder) } }
      : {}),
    ...(tls ? { tls: { cert: readFileSync(tls.certFile), key: readFileSync(tls.keyFile) } } : {}),
  });
  if (!supergraphFile) return gateway;
  const unfollow = followSupergraph(supergraphFile, gateway, logger);
  return {
    ...gateway,
    close() {
      unfollow();
      return gateway.close();
    },
  };
}

function tokenVerifier(config: GatewayConfig, dataFolder: string): TokenVerifier {
  const tokens = createTokenVerifier({ ...config.tokens, keys: verificationKeys(config, dataFolder) });
  return withApiKeys(new ApiKeyFile(config.apiKeysFile ?? join(dataFolder, "api-keys.json")), tokens);
}

function verificationKeys({ tokens: { keys }, production }: GatewayConfig, dataFolder: string): VerificationKeys {
  if (keys.kind !== "development") return keys;
  return { kind: "public-key", key: publicKeyOf(developmentKeyFile({ production, dataFolder })) };
}

function localSource(config: GatewayConfig, logger: Logger, local: Readonly<Record<Subgraph, SubgraphExecute>>) {
  return (name: string): SubgraphSource => {
    const execute = local[name as Subgraph];
    return createInProcessSource({ name, execute, timeoutMs: config.subgraphTimeoutMs, logger });
  };
}

function remoteSource(config: GatewayConfig, logger: Logger) {
  const { internalKey } = config;
  if (!internalKey)
    throw new ConcordError(
      "CONFIG_INVALID",
      "INTERNAL_KEY is needed to call subgraphs in other processes.",
      "INTERNAL_KEY",
    );
  const sign = createIdentitySigner(internalKey);
  const tls = clientTls(config.subgraphTls);
  return (name: string): SubgraphSource => {
    const urls = config.subgraphUrls[name as Subgraph];
    if (!urls)
      throw new ConcordError(
        "CONFIG_INVALID",
        `${name.toUpperCase()}_URL is needed: where the ${name} subgraph answers.`,
        "environment",
      );
    const { subgraphTimeoutMs: timeoutMs, subgraphAnswerBytesMax: answerBytesMax } = config;
    return createHttpSource({ name, urls, sign, tls, timeoutMs, answerBytesMax, logger });
  };
}

/** Where cli/console.mjs builds it. */
const CONSOLE_FOLDER = join(__dirname, "..", "console", "dist");

export const isConsoleBuilt = (): boolean => existsSync(join(CONSOLE_FOLDER, "index.html"));

function pageSettings(config: GatewayConfig, dataFolder: string) {
  const mint = (role: Role): Promise<string> => developmentToken(config, dataFolder, role);
  return config.playgroundTokens ? { mintToken: mint } : {};
}
