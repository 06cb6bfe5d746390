import { print } from "graphql";
import type { ReadableOperation, SavedOperation } from "./operations";
import type { CellType } from "./shape";

/** A saved operation that can be read as rows, or why it cannot. */
export type Listed = ReadableOperation | { readonly saved: SavedOperation; readonly fault: string };

/** What `/bi` says of an operation. */
export function summaryOf(operation: Listed): object {
  const { name, description, owner, version, savedAt } = operation.saved;
  const common = { name, description, owner, version, savedAt };
  if ("fault" in operation) return { ...common, fault: operation.fault };
  return {
    ...common,
    parameters: parametersOf(operation).map(({ name: parameter, type, required, fallback }) => ({
      name: parameter,
      type,
      required,
      ...(fallback === undefined ? {} : { default: fallback }),
    })),
    columns: operation.shape.columns,
    json: `/bi/${name}`,
    ndjson: `/bi/${name}.ndjson`,
    csv: `/bi/${name}.csv`,
    odata: `/odata/${name}`,
  };
}

const JSON_TYPES: Readonly<Record<CellType, object>> = {
  text: { type: ["string", "null"] },
  decimal: { type: ["string", "null"], format: "decimal" },
  date: { type: ["string", "null"], format: "date" },
  dateTime: { type: ["string", "null"], format: "date-time" },
  integer: { type: ["integer", "null"] },
  float: { type: ["number", "null"] },
  boolean: { type: ["boolean", "null"] },
};

/** The caller's operations as OpenAPI 3.1 describes addresses. */
export function openApiOf(operations: readonly Listed[]): object {
  const readable = operations.filter((operation): operation is ReadableOperation => !("fault" in operation));
  return {
    openapi: "3.1.0",
    info: { title: "Concord: saved operations as rows", version: "1" },
    security: [{ key: [] }, { basic: [] }, { bearer: [] }],
    paths: Object.fromEntries(readable.map((operation) => [`/bi/${operation.saved.name}`, { get: pathOf(operation) }])),
    components: {
      securitySchemes: {
        key: { type: "apiKey", in: "header", name: "x-api-key" },
        basic: { type: "http", scheme: "basic" },
        bearer: { type: "http", scheme: "bearer" },
      },
    },
  };
}

function pathOf(operation: ReadableOperation): object {
  const { name, description } = operation.saved;
  const query = (parameter: string, schema: object, required = false) => ({
    in: "query",
    name: parameter,
    required,
    schema,
  });
  const properties = Object.fromEntries(
    operation.shape.columns.map((column) => [column.name, JSON_TYPES[column.type]]),
  );
  return {
    operationId: name,
    summary: description,
    parameters: [
      ...parametersOf(operation).map(({ name: parameter, type, required, fallback }) =>
        query(parameter, { description: type, ...(fallback === undefined ? {} : { default: fallback }) }, required),
      ),
      query("format", { enum: ["json", "ndjson", "csv"] }),
      query("bom", { enum: ["1"] }),
      query("stream", { enum: ["1"] }),
      query("page_size", { type: "integer", minimum: 1 }),
      query("page", { type: "string" }),
    ],
    responses: {
      200: {
        description: "The rows. A header `link` with rel=next names the next page.",
        content: {
          "application/json": { schema: { type: "array", items: { type: "object", properties } } },
          "application/x-ndjson": {},
          "text/csv": {},
        },
      },
      304: { description: "The rows are those of the ETag in If-None-Match." },
    },
  };
}

/** Its variables as parameters of the address. */
export function parametersOf({ source, saved }: ReadableOperation) {
  return (source.operation.variableDefinitions ?? []).map(({ variable, type, defaultValue }) => {
    const name = variable.name.value;
    const fallback = saved.defaults[name] ?? (defaultValue ? print(defaultValue) : undefined);
    return { name, type: print(type), required: type.kind === "NonNullType" && fallback === undefined, fallback };
  });
}
