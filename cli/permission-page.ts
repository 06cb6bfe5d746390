import { operations, permissions } from "../schema/permissions";
import { type Role, roles } from "../schema/roles";
import { keptOperations, type RowRule, refusedFields, rowRules, SCOPE_DIMENSIONS } from "../schema/row-scope";

const mark = (audience: readonly Role[], role: Role): string => (audience.includes(role) ? "✓" : "");

function table(title: string, decisions: Readonly<Record<string, readonly Role[]>>): string {
  const head = `| ${title} | ${roles.join(" | ")} |\n| --- |${roles.map(() => " :-: |").join("")}`;
  const lines = Object.keys(decisions)
    .sort()
    .map((field) => `| ${field} | ${roles.map((role) => mark(decisions[field] ?? [], role)).join(" | ")} |`);
  return `${head}\n${lines.join("\n")}\n`;
}

function ruleWords(rule: RowRule): string {
  if (rule === "open") return "all";
  if (rule === "refused") return "refused";
  if (rule === "listed") return "the listed";
  if (rule === "allDocuments") return "all its documents are sales to listed ones";
  if ("by" in rule) return `\`${rule.by}\` is listed${rule.only ? `, ${rule.only.field} ${rule.only.is}` : ""}`;
  if ("through" in rule) return `its \`${rule.through}\` is seen`;
  if ("someOf" in rule) return `one of its \`${rule.someOf}\` is seen`;
  if ("kind" in rule) return `${rule.kind}: ${rule.records.join(" and ")} listed; other kinds: all`;
  return "its documents are sales to listed ones";
}

function scopeTable(): string {
  const lines = Object.entries(rowRules).map(([entity, rules]) => {
    const withheld = SCOPE_DIMENSIONS.map((dimension) => {
      const fields: Readonly<Record<string, readonly string[]>> = refusedFields[dimension];
      const without = fields[entity] ? `, without ${fields[entity].join(", ")}` : "";
      return `${ruleWords(rules[dimension])}${without}`;
    });
    return `| ${entity} | ${withheld.join(" | ")} |`;
  });
  const kept = SCOPE_DIMENSIONS.map((dimension) => [...keptOperations[dimension]].sort().join(", "));
  return [
    "| entity | kept to cost centres | kept to customers |",
    "| --- | --- | --- |",
    ...lines,
    `| root fields written by hand, all others refused | ${kept.join(" | ")} |`,
    "",
  ].join("\n");
}

/** `docs/permissions.md`: the matrix as people read it. */
export function permissionPage(): string {
  const types = Object.keys(permissions).sort() as (keyof typeof permissions)[];
  return [
    "# Who may read and decide what\n",
    "Generated from `schema/permissions.ts` by `npm run schema`; change it there. What is not marked is denied: the field is",
    "null and the answer carries an error with code `FORBIDDEN` and the field's path, while the rest answers. A list may not be",
    "filtered, ordered or grouped by a field its reader may not read, and a total has the permission of the field it is taken of.\n",
    "## Root fields written by hand\n",
    table("field", operations),
    "## Rows within a scope\n",
    "Who is kept to cost centres or customers sees these rows of an entity; what is refused is refused by name of the scope.\n",
    scopeTable(),
    "## Entities\n",
    ...types.map((type) => `### ${type}\n\n${table("field", permissions[type])}`),
  ].join("\n");
}
