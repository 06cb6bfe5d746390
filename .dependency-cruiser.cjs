// Who may import whom: docs/decisions and ARCHITECTURE.md explain the table, this file enforces it.
const only = (name, from, allowed) => ({
  name,
  severity: "error",
  from: { path: `^${from}` },
  to: { pathNot: [`^${from}`, "node_modules", ...allowed.map((folder) => `^${folder}`)], dependencyTypesNot: ["core"] },
});

module.exports = {
  forbidden: [
    { name: "no-circular", severity: "error", from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } } },
    { name: "no-unresolvable", severity: "error", from: {}, to: { couldNotResolve: true } },
    only("schema-stands-alone", "schema/", []),
    only("store-knows-the-schema", "store/", ["schema/"]),
    only("connectors-know-the-schema", "connectors/", ["schema/"]),
    only("finance-is-apart", "subgraphs/finance/", ["schema/", "store/", "subgraphs/service/"]),
    only("erp-is-apart", "subgraphs/erp/", ["schema/", "store/", "subgraphs/service/"]),
    only("mapping-is-apart", "subgraphs/mapping/", ["schema/", "store/", "subgraphs/service/"]),
    only("service-knows-no-subgraph", "subgraphs/service/", ["schema/", "store/"]),
    only("gateway-knows-the-schema", "gateway/", ["schema/"]),
    { name: "nothing-imports-tests", severity: "error", from: { pathNot: "^(tests|bench)/" }, to: { path: "^tests/" } },
    { name: "nothing-imports-the-cli", severity: "error", from: { pathNot: "^(cli|tests|bench)/" }, to: { path: "^cli/" } },
  ],
  options: { doNotFollow: { path: "node_modules" }, tsPreCompilationDeps: true, tsConfig: { fileName: "tsconfig.json" } },
};
