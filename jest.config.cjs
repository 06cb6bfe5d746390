// PGlite and jose ship as ES modules, so they are compiled to CommonJS for jest like our own TypeScript.
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
  transformIgnorePatterns: ["/node_modules/(?!(jose|csv-parse)/)"],
  setupFiles: ["reflect-metadata"],
  globalSetup: "<rootDir>/tests/find-postgres.cjs",
  reporters: ["default", "<rootDir>/tests/closing-line.cjs"],
  testTimeout: 120000,
};
