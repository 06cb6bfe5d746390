import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { operations, permissions } from "../schema/permissions";
import { type Role, roles } from "../schema/roles";

const FILE = join(__dirname, "..", "docs", "permissions.md");

const mark = (audience: readonly Role[], role: Role): string => (audience.includes(role) ? "✓" : "");

function table(title: string, decisions: Readonly<Record<string, readonly Role[]>>): string {
  const head = `| ${title} | ${roles.join(" | ")} |\n| --- |${roles.map(() => " :-: |").join("")}`;
  const lines = Object.keys(decisions)
    .sort()
    .map((field) => `| ${field} | ${roles.map((role) => mark(decisions[field] ?? [], role)).join(" | ")} |`);
  return `${head}\n${lines.join("\n")}\n`;
}

/** `docs/permissions.md`: the matrix as people read it. */
export function permissionPage(): string {
  const types = Object.keys(permissions).sort() as (keyof typeof permissions)[];
  return [
    "# Who may read what\n",
    "Generated from `schema/permissions.ts` by `npm run schema`; change it there. What is not marked is denied: the field is",
    "null and the answer carries an error with code `FORBIDDEN` and the field's path, while the rest answers. A list may not be",
    "filtered, ordered or grouped by a field its reader may not read, and a total has the permission of the field it is taken of.\n",
    "## Root fields written by hand\n",
    table("field", operations),
    "## Entities\n",
    ...types.map((type) => `### ${type}\n\n${table("field", permissions[type])}`),
  ].join("\n");
}

export function writePermissionPage(): string {
  writeFileSync(FILE, permissionPage());
  return FILE;
}

export function permissionPageIsCurrent(): boolean {
  return readFileSync(FILE, "utf8") === permissionPage();
}
