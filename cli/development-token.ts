import type { GatewayConfig } from "../gateway/config";
import { developmentKeyFile, mintToken } from "../gateway/development-keys";
import { type RowScopes, rowScopesOf } from "../schema/identity";
import type { Role } from "../schema/roles";

/** A token for development: sees every company unless told otherwise. */
export function developmentToken(
  config: GatewayConfig,
  dataFolder: string,
  role: Role,
  options: Partial<RowScopes> & {
    readonly ttlSeconds?: number;
    readonly keyFile?: string;
  } = {},
): Promise<string> {
  const { production, tokens } = config;
  const { companies = "*", ttlSeconds, keyFile, ...scopes } = options;
  const file = developmentKeyFile({ production, dataFolder, ...(keyFile ? { keyFile } : {}) });
  return mintToken(
    {
      role,
      ...rowScopesOf({ companies, ...scopes }),
      issuer: tokens.issuer,
      audience: tokens.audience,
      algorithms: tokens.algorithms,
      ...(ttlSeconds ? { ttlSeconds } : {}),
    },
    file,
  );
}
