import { join } from "node:path";
import type { Logger } from "pino";
import type { AuditParts } from "../gateway/audit/audit";
import type { AuditConfig } from "../gateway/audit/config";
import { AuditLog } from "../gateway/audit/log";

/** The folder of the audit's chains. */
export function auditFolder({ folder }: AuditConfig, dataFolder: string): string {
  return folder ?? join(dataFolder, "audit");
}

/** Opens this gateway's chain; undefined where the audit is off. */
export async function openAudit(
  config: AuditConfig,
  dataFolder: string,
  logger: Logger,
): Promise<AuditParts | undefined> {
  const { on, chain, key, fileBytesMax, thresholds, webhook } = config;
  if (!on) {
    logger.warn("AUDIT=off: nobody will know who asked for what");
    return undefined;
  }
  const log = await AuditLog.open({ folder: auditFolder(config, dataFolder), chain, key, fileBytesMax, logger });
  logger.info({ chain: log.chain, ...log.link }, "audit opened");
  return { log, thresholds, webhook };
}
