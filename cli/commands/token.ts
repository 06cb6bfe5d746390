import { readGatewayConfig } from "../../gateway/config";
import { ConcordError } from "../../schema/errors";
import { type Role, roles } from "../../schema/roles";
import { readStoreConfig } from "../config";
import { developmentToken } from "../development-token";
import { type ListedOption, listedScopes } from "../listed-scopes";

export interface TokenOptions {
  readonly companies?: readonly string[];
  readonly costCenters?: ListedOption;
  readonly customers?: ListedOption;
  readonly ttl?: number;
  readonly key?: string;
}

/** A bearer token for one role; in production only with a key that is named. */
export function createToken(
  role: string,
  options: TokenOptions,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const known = roles.find((candidate) => candidate === role);
  if (!known)
    throw new ConcordError("BAD_USER_INPUT", `There is no role ${role}; choose one of ${roles.join(", ")}.`, "role");
  return mint(known, options, env);
}

function mint(
  role: Role,
  { companies, costCenters, customers, ttl, key }: TokenOptions,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const config = readGatewayConfig(env);
  const { dataFolder } = readStoreConfig(env);
  return developmentToken(config, dataFolder, role, {
    ...(companies ? { companies } : {}),
    ...listedScopes({ costCenters, customers }),
    ...(ttl ? { ttlSeconds: ttl } : {}),
    ...(key ? { keyFile: key } : {}),
  });
}
