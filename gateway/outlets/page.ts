import { createHash } from "node:crypto";
import { type Listed, parametersOf } from "./openapi";
import type { ReadableOperation } from "./operations";

const STYLE = `
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1c1c1c; background: #fff }
h2 { margin-top: 2.5rem; border-top: 1px solid #bbb; padding-top: 1rem }
table { border-collapse: collapse; margin: .5rem 0 } th, td { text-align: left; padding: .2rem 1rem .2rem 0; vertical-align: top }
code, pre { font-family: ui-monospace, monospace; font-size: .9rem } pre { background: #f2f2f2; padding: .6rem; overflow-x: auto }
.fault { color: #a30000 }
`;

/** Nothing is loaded but the page itself, and nothing of it runs. */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** The caller's saved operations as a page for people: parameters, columns, and an address for each kind of tool. */
export function pageOf(operations: readonly Listed[], origin: string): string {
  const body = operations.length > 0 ? operations.map((operation) => section(operation, origin)).join("\n") : NONE;
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Saved operations</title><style>${STYLE}</style></head>
<body>
<h1>Saved operations</h1>
<p>Queries of the graph that can be read as rows. You see those that your role may ask; what they answer is what you may read.
Machines read <a href="/bi/openapi.json">OpenAPI</a>, the same list as <a href="/bi?format=json">JSON</a>, and <a href="/odata">OData</a>.</p>
${body}
</body>
</html>
`;
}

const NONE = "<p>There is none for you yet: the mutation <code>saveOperation</code> saves one.</p>";

function section(operation: Listed, origin: string): string {
  const { name, description, owner, version, savedAt } = operation.saved;
  const head = `<h2 id="${text(name)}">${text(name)}</h2>
<p>${text(description)}</p>
<p>Version ${version} of ${text(savedAt.slice(0, 10))}, kept by ${text(owner)}.</p>`;
  if ("fault" in operation) return `${head}\n<p class="fault">It cannot be read as rows: ${text(operation.fault)}</p>`;
  return `${head}\n${parameterTable(operation)}\n${columnTable(operation)}\n${addresses(operation, origin)}`;
}

function parameterTable(operation: ReadableOperation): string {
  const rows = parametersOf(operation).map(({ name, type, required, fallback }) => [
    `<code>${text(name)}</code>`,
    `<code>${text(type)}</code>`,
    required ? "needed" : fallback === undefined ? "" : `else <code>${text(valueText(fallback))}</code>`,
  ]);
  return rows.length > 0 ? table(["parameter", "type", ""], rows) : "<p>It has no parameters.</p>";
}

function columnTable({ shape }: ReadableOperation): string {
  return table(
    ["column", "type"],
    shape.columns.map(({ name, type }) => [`<code>${text(name)}</code>`, type]),
  );
}

function addresses(operation: ReadableOperation, origin: string): string {
  const { name } = operation.saved;
  const needed = parametersOf(operation).filter(({ required }) => required);
  const query = needed.length > 0 ? `?${needed.map((one) => `${encodeURIComponent(one.name)}=…`).join("&")}` : "";
  const links = [
    ["JSON", `/bi/${name}`],
    ["NDJSON", `/bi/${name}.ndjson`],
    ["CSV", `/bi/${name}.csv`],
    ["OData", `/odata/${name}`],
  ].map(([kind, path]) => `<a href="${text(`${path}${query}`)}">${kind}</a>`);
  return `<p>${links.join(" · ")}</p>
<pre>curl --compressed -H "x-api-key: $KEY" "${text(`${origin}/bi/${name}.csv${query}`)}"</pre>`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[], tag: string): string =>
    `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join("")}</tr>`;
  return `<table>${line(head, "th")}${rows.map((cells) => line(cells, "td")).join("")}</table>`;
}

const valueText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** What people wrote is text on the page, whatever they wrote. */
function text(value: string): string {
  return value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
