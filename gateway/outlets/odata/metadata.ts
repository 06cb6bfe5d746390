import type { ReadableOperation } from "../operations";
import type { CellType } from "../shape";

/** The key of every row: its place in the set. Rows of a query have no other that always identifies them. */
export const ROW_NUMBER = "_row";

const EDM_TYPES: Readonly<Record<CellType, string>> = {
  text: 'Type="Edm.String"',
  integer: 'Type="Edm.Int32"',
  float: 'Type="Edm.Double"',
  boolean: 'Type="Edm.Boolean"',
  decimal: 'Type="Edm.Decimal" Scale="variable"',
  date: 'Type="Edm.Date"',
  dateTime: 'Type="Edm.DateTimeOffset" Precision="6"',
};

/** The service in CSDL XML 4.0: one entity set a saved operation. */
export function metadataOf(operations: readonly ReadableOperation[]): string {
  const sets = operations.map(
    ({ saved: { name } }) => `        <EntitySet Name="${name}" EntityType="Concord.${name}"/>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
  <edmx:DataServices>
    <Schema Namespace="Concord" xmlns="http://docs.oasis-open.org/odata/ns/edm">
${operations.map(entityType).join("\n")}
      <EntityContainer Name="Container">
${sets.join("\n")}
      </EntityContainer>
    </Schema>
  </edmx:DataServices>
</edmx:Edmx>
`;
}

function entityType({ saved: { name }, shape }: ReadableOperation): string {
  const properties = shape.columns.map(
    (column) => `        <Property Name="${escaped(column.name)}" ${EDM_TYPES[column.type]}/>`,
  );
  return `      <EntityType Name="${name}">
        <Key><PropertyRef Name="${ROW_NUMBER}"/></Key>
        <Property Name="${ROW_NUMBER}" Type="Edm.Int64" Nullable="false"/>
${properties.join("\n")}
      </EntityType>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
