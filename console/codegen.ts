import type { CodegenConfig } from "@graphql-codegen/cli";

/** Types of the console's documents, by the graph as it is checked in. */
const config: CodegenConfig = {
  schema: "schema/supergraph.graphql",
  documents: ["console/src/**/*.{ts,tsx}", "!console/src/graph/generated/**"],
  generates: {
    "console/src/graph/generated/": {
      preset: "client",
      presetConfig: { fragmentMasking: false },
      config: {
        enumsAsTypes: true,
        useTypeImports: true,
        onlyOperationTypes: true,
        skipTypename: true,
        strictScalars: true,
        // Decimals stay texts from the database to the screen.
        scalars: {
          CountryCode: "string",
          CurrencyCode: "string",
          Date: "string",
          DateTime: "string",
          Decimal: "string",
          UnitCode: "string",
          join__DirectiveArguments: "never",
          join__FieldSet: "never",
          join__FieldValue: "never",
          link__Import: "never",
        },
      },
    },
  },
};

export default config;
