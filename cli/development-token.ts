import type { GatewayConfig } from "../gateway/config";
import { developmentKeyFile, mintToken } from "../gateway/development-keys";
import type { Role } from "../schema/roles";

/** A token for development: sees every company unless told otherwise. */
export function developmentToken(
  config: GatewayConfig,
  dataFolder: string,
  role: Role,
  options: {
    readonly companies?: readonly string[] | "*";
    readonly ttlSeconds?: number;
    readonly keyFile?: string;
  } = {},
): Promise<string> {
  const { production, tokens } = config;
  const { companies = "*", ttlSeconds, keyFile } = options;
  const file = developmentKeyFile({ production, dataFolder, ...(keyFile ? { keyFile } : {}) });
  return mintToken(
    { role, companies, issuer: tokens.issuer, audience: tokens.audience, ...(ttlSeconds ? { ttlSeconds } : {}) },
    file,
  );
}
