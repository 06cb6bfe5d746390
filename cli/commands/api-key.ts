import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type DefinitionNode, Kind, parse } from "graphql";
import { ApiKeyFile, type ListedKey } from "../../gateway/api-key-file";
import { mintApiKey } from "../../gateway/api-keys";
import { documentHash } from "../../gateway/document-hash";
import { ConcordError } from "../../schema/errors";
import type { RowScopes } from "../../schema/identity";
import { type Role, roles } from "../../schema/roles";
import { type ListedOption, listedScopes } from "../listed-scopes";
import { type Environment, readSettings } from "../settings";

export interface CreateKeyOptions {
  readonly role: string;
  readonly companies?: readonly string[];
  readonly costCenters?: ListedOption;
  readonly customers?: ListedOption;
  readonly operations?: readonly string[];
  readonly days: number;
  readonly json?: boolean;
}

const DAY_MS = 24 * 60 * 60 * 1000;

function keyFile(env: Environment): ApiKeyFile {
  const { config, store } = readSettings(env);
  return new ApiKeyFile(config.apiKeysFile ?? join(store.dataFolder, "api-keys.json"));
}

/** Prints the key once; only its hash is kept. */
export async function createKey(name: string, options: CreateKeyOptions, env: Environment): Promise<void> {
  const { id, key, sha256 } = mintApiKey();
  const nowMs = Date.now();
  const expiresAt = new Date(nowMs + options.days * DAY_MS).toISOString();
  await keyFile(env).add({
    id,
    name,
    sha256,
    role: roleOf(options.role),
    companies: options.companies?.includes("*") ? "*" : (options.companies ?? []),
    ...listedScopes({ costCenters: options.costCenters, customers: options.customers }),
    ...(options.operations ? { operations: options.operations.map(operationOf) } : {}),
    createdAt: new Date(nowMs).toISOString(),
    expiresAt,
  });
  if (options.json) return console.log(JSON.stringify({ id, key, expiresAt }));
  console.log(key);
  console.error(`Key ${id}, good until ${expiresAt}. It is shown this once; revoke it: concord api-key revoke ${id}`);
}

function roleOf(text: string): Role {
  const role = roles.find((candidate) => candidate === text);
  if (!role)
    throw new ConcordError("BAD_USER_INPUT", `There is no role ${text}; choose one of ${roles.join(", ")}.`, "role");
  return role;
}

/** A file of one document, which the key's holder must send as it stands. */
function operationOf(path: string): { readonly name: string; readonly sha256: string } {
  let text: string;
  let definitions: readonly DefinitionNode[];
  try {
    text = readFileSync(path, "utf8");
    ({ definitions } = parse(text));
  } catch (error) {
    const because = error instanceof Error ? error.message : "it cannot be read";
    throw new ConcordError("BAD_USER_INPUT", `${path} is not a GraphQL document: ${because}.`, "operations");
  }
  const named = definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const name = named?.kind === Kind.OPERATION_DEFINITION ? named.name?.value : undefined;
  return { name: name ?? basename(path, ".graphql"), sha256: documentHash(text) };
}

export function listKeys(json: boolean, env: Environment): void {
  const keys = keyFile(env).list();
  if (json) console.log(JSON.stringify(keys));
  else if (keys.length === 0) console.log("There are no API keys; concord api-key create makes one.");
  else for (const key of keys) console.log(keyLine(key));
}

function keyLine({ id, name, role, operations, expiresAt, revokedAt, lastUsedAt, ...scopes }: ListedKey): string {
  const state = revokedAt ? `revoked ${revokedAt}` : `until ${expiresAt}`;
  const asks = operations ? operations.map((operation) => operation.name).join(", ") : "any operation";
  return `${id}  ${name.padEnd(20)} ${role.padEnd(12)} ${scopeWords(scopes)}  ${asks}  ${state}  last used ${lastUsedAt ?? "never"}`;
}

function scopeWords({ companies, costCenters = "*", customers = "*" }: RowScopes): string {
  return [
    companies === "*" ? "all companies" : `${companies.length} companies`,
    ...(costCenters === "*" ? [] : [`${costCenters.length} cost centres`]),
    ...(customers === "*" ? [] : [`${customers.length} customers`]),
  ].join(", ");
}

export async function revokeKey(id: string, env: Environment): Promise<void> {
  await keyFile(env).revoke(id);
  console.log(`Key ${id} is revoked; every gateway that reads this file refuses it from now on.`);
}
