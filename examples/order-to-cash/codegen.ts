import type { CodegenConfig } from "@graphql-codegen/cli";

/** Types of the documents in this folder; paths are from the project root, and the schema is the one that clients see. */
const config: CodegenConfig = {
  schema: "schema/api.graphql",
  documents: "examples/order-to-cash/*.graphql",
  generates: {
    "examples/order-to-cash/generated/": {
      preset: "client",
      presetConfig: { fragmentMasking: false },
      config: {
        onlyOperationTypes: true,
        enumsAsTypes: true,
        useTypeImports: true,
        // Decimals stay text, from the database to here: no figure passes through a float.
        scalars: {
          Decimal: "string",
          Date: "string",
          DateTime: "string",
          CurrencyCode: "string",
          UnitCode: "string",
          CountryCode: "string",
        },
        strictScalars: true,
      },
    },
  },
};

export default config;
