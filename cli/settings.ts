import { type GatewayConfig, readGatewayConfig, type SettingsReader } from "../gateway/config";
import { ConcordError } from "../schema/errors";
import { readStoreConfig, type StoreConfig } from "./config";

export type Environment = Readonly<Record<string, string | undefined>>;

/** All settings of a server; the faults of both readers are told at once. */
export function readSettings(
  env: Environment,
  reader: SettingsReader = "gateway",
): { readonly config: GatewayConfig; readonly store: StoreConfig } {
  const faults: string[] = [];
  const attempt = <T>(read: (env: Environment) => T): T | undefined => {
    try {
      return read(env);
    } catch (error) {
      if (!(error instanceof ConcordError)) throw error;
      faults.push(...error.message.split("\n").filter((line) => line.startsWith("- ")));
      return undefined;
    }
  };
  const config = attempt((given) => readGatewayConfig(given, reader));
  const store = attempt(readStoreConfig);
  if (config && store) return { config, store };
  throw new ConcordError("CONFIG_INVALID", `The configuration is not usable:\n${faults.join("\n")}`);
}
