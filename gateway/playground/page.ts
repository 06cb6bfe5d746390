import { type Role, roles } from "../../schema/roles";
import type { Asset, AssetName } from "./assets";
import type { PlaygroundSettings } from "./routes";

export interface PageParts {
  readonly settings: PlaygroundSettings;
  readonly assets: ReadonlyMap<AssetName, Asset>;
  readonly examples: readonly string[];
}

const roleNames: Readonly<Record<Role, string>> = {
  admin: "管理员",
  cfo: "财务总监",
  accountant: "会计",
  auditor: "审计",
  sales: "销售",
  buyer: "采购",
  warehouse: "仓库",
  analyst: "分析师",
  steward: "数据管家",
  integration: "系统集成",
};

const ICON =
  "data:image/svg+xml," +
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#2f7d6b" stroke-width="3">' +
      '<circle cx="9" cy="12" r="6"/><circle cx="15" cy="12" r="6"/></svg>',
  );

/** The whole page; what changes between installations is in the settings block, as data and not as script. */
export function renderPage({ settings, assets, examples }: PageParts): string {
  const address = (name: AssetName): string => assets.get(name)?.address ?? "";
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Concord Playground</title>
    <link rel="icon" href="${ICON}">
    <link rel="stylesheet" href="${address("graphiql.css")}">
    <link rel="stylesheet" href="${address("bar.css")}">
  </head>
  <body>
    <header id="bar">
      <a class="brand" href="/playground" title="Concord">
        <svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="9" cy="12" r="6"/><circle cx="15" cy="12" r="6"/></svg>
        <span>Concord<small>财务与 ERP，一张图</small></span>
      </a>
      ${settings.mintToken ? roleSwitch() : tokenField()}
      <label class="check" title="Show subgraph calls and SQL statements with each answer">
        <input id="explain" type="checkbox"> <span>Explain<small>说明执行</small></span>
      </label>
      <output id="notice" role="status"></output>
      <nav>
        <button id="examples" type="button" title="Close all tabs and open the examples again">
          Examples<small>重开示例</small>
        </button>
        ${docsLink(settings.docsUrl)}
      </nav>
    </header>
    <div id="root"></div>
    <noscript>The playground needs JavaScript. 请启用 JavaScript。</noscript>
    <script id="settings" type="application/json">${asData(pageSettings(settings, address, examples))}</script>
    <script src="${address("bar.js")}"></script>
    <script src="${address("graphiql.js")}"></script>
    <script src="${address("start.js")}"></script>
  </body>
</html>
`;
}

function roleSwitch(): string {
  const options = roles.map((role) => `<option value="${role}">${role} · ${roleNames[role]}</option>`);
  return `<label><span>Role<small>角色</small></span><select id="role">${options.join("")}</select></label>`;
}

function tokenField(): string {
  return `<label><span>Token<small>令牌</small></span>
        <input id="token" type="password" autocomplete="off" placeholder="paste a bearer token 粘贴令牌"></label>`;
}

function docsLink(docsUrl: string | undefined): string {
  const label = "Docs<small>文档</small>";
  if (!docsUrl) return `<button id="docs" type="button" title="Types and fields of the graph">${label}</button>`;
  return `<a href="${asAttribute(docsUrl)}" target="_blank" rel="noreferrer">${label}</a>`;
}

function pageSettings(
  settings: PlaygroundSettings,
  address: (name: AssetName) => string,
  examples: readonly string[],
): object {
  return {
    mintsTokens: settings.mintToken !== undefined,
    workers: {
      editorWorkerService: address("editor.worker.js"),
      json: address("json.worker.js"),
      graphql: address("graphql.worker.js"),
    },
    examples,
  };
}

/** JSON that cannot end the element it stands in. */
function asData(value: object): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}

function asAttribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
