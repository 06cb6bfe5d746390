// Who may import whom: ARCHITECTURE.md explains the table, this file enforces it.
const only = (name, from, allowed) => ({
  name,
  severity: "error",
  from: { path: `^${from}` },
  to: {
    path: "^[^/]+/",
    pathNot: [`^${from}`, "node_modules", "^@", "^graphql-ws/", ...allowed.map((folder) => `^${folder}`)],
    dependencyTypesNot: ["core"],
  },
});

module.exports = {
  forbidden: [
    {
      // The classes of the model name each other, as the entities do; they do so in functions that are called later.
      name: "no-circular",
      severity: "error",
      from: { pathNot: "^schema/(erp|finance|mapping)/" },
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    // Sub-paths that only their packages' export maps know, and a package of types alone.
    {
      name: "no-unresolvable",
      severity: "error",
      from: {},
      to: {
        couldNotResolve: true,
        pathNot: "^(@graphql-yoga/render-graphiql|@nats-io/|any-ascii|csv-parse/sync|graphql-ws/|tsx/)",
      },
    },
    only("schema-stands-alone", "schema/", []),
    only("store-knows-the-schema", "store/", ["schema/"]),
    only("connectors-know-the-schema", "connectors/", ["schema/"]),
    only("finance-is-apart", "subgraphs/finance/", ["schema/", "store/", "subgraphs/service/"]),
    only("erp-is-apart", "subgraphs/erp/", ["schema/", "store/", "subgraphs/service/"]),
    only("mapping-is-apart", "subgraphs/mapping/", ["schema/", "store/", "subgraphs/service/"]),
    only("service-knows-no-subgraph", "subgraphs/service/", ["schema/", "store/"]),
    only("gateway-knows-the-schema", "gateway/", ["schema/"]),
    only("console-knows-the-graph-alone", "console/", []),
    {
      name: "nothing-imports-the-console",
      severity: "error",
      from: { pathNot: "^(console|tests)/" },
      to: { path: "^console/" },
    },
    {
      name: "nothing-imports-tests",
      severity: "error",
      from: { pathNot: "^(bench|tests)/" },
      to: { path: "^tests/" },
    },
    {
      name: "nothing-imports-the-cli",
      severity: "error",
      from: { pathNot: "^(bench|cli|tests)/" },
      to: { path: "^cli/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    // The bench's peers are installed apart; generated types name what the generator brings; a build is nobody's source.
    exclude: { path: "^(bench/peers|console/dist[^/]*|console/src/graph/generated)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
  },
};
