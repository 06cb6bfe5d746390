import type { RoleName } from "../graph/generated/graphql";
import { roleNames } from "./enums";
import type { Language } from "./language";

/** The name of a role that a token or the audit tells; as it came where the console knows none. */
export function roleText(role: string | undefined, language: Language): string | undefined {
  return role && role in roleNames ? roleNames[role as RoleName][language] : role;
}
