import { errorMeanings } from "../schema/error-meanings";
import { type ErrorCode, errorRegistry } from "../schema/errors";

const cell = (text: string): string => text.replaceAll("|", "\\|").replace(/<(\w+)>/g, "&lt;$1&gt;");

/** `docs/errors.md`: the registry as people read it. */
export function errorPage(): string {
  const codes = Object.keys(errorRegistry).sort() as ErrorCode[];
  const rows = codes.map((code) => {
    const { status, hint } = errorRegistry[code];
    return `| \`${code}\` | ${status} | ${cell(errorMeanings[code])} | ${cell(hint)} |`;
  });
  return [
    "# Errors\n",
    "Generated from `schema/errors.ts` and `schema/error-meanings.ts` by `npm run schema`; change it there.\n",
    "In the graph an error has its code in `extensions.code`, what to do in `extensions.hint`, and the `path` of the field that is",
    "null for it; the rest of the answer stands. An answer that could not be given at all has the HTTP status. `/bi`, `/odata` and the",
    "commands tell the same codes; a command prints the place (a file and its line, a setting) beside it. A code is never renamed.\n",
    "| code | status | what happened | what to do |",
    "| --- | --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}
