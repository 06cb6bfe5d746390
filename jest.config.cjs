const { availableParallelism } = require("node:os");

// any-ascii, PGlite, jose and age ship as ES modules, so they are compiled to CommonJS for jest like our own TypeScript.
module.exports = {
  testEnvironment: "node",
  testMatch: ["<rootDir>/tests/**/*.test.ts"],
  transform: {
    "^.+\\.(ts|js|mjs)$": [
      "@swc/jest",
      {
        jsc: {
          target: "es2022",
          parser: { syntax: "typescript", decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: false, useDefineForClassFields: false },
        },
        module: { type: "commonjs", ignoreDynamic: true },
      },
    ],
  },
  transformIgnorePatterns: ["/node_modules/(?!(any-ascii|jose|csv-parse|age-encryption|@noble|@scure)/)"],
  setupFiles: ["reflect-metadata"],
  globalSetup: "<rootDir>/tests/servers.ts",
  globalTeardown: "<rootDir>/tests/stop-servers.ts",
  reporters: ["default", "<rootDir>/tests/closing-line.cjs"],
  testTimeout: 240000,
  // Suites wait for servers as much as they reckon: jest's own choice would leave a core of two idle.
  maxWorkers: Math.min(4, Math.max(2, availableParallelism() / 2)),
  // PGlite's memory and modules of earlier files stay in a worker: a fresh one is quicker than a full one.
  workerIdleMemoryLimit: "300MB",
};
