import { SaxesParser } from "saxes";
import { ConcordError, errorText } from "../../schema/errors";

interface StructuredType {
  readonly base: string | undefined;
  readonly keys: string[];
  /** Property → type name. */
  readonly properties: Map<string, string>;
  /** Navigation property to one entity → type name; those to many are no columns. */
  readonly links: Map<string, string>;
}

/** What $metadata says: the entity sets and the properties of their records. */
export class Metadata {
  private constructor(
    private readonly types: ReadonlyMap<string, StructuredType>,
    private readonly sets: ReadonlyMap<string, string>,
  ) {}

  static parse(text: string): Metadata {
    const reader = new MetadataReader();
    try {
      reader.read(text);
    } catch (error) {
      const reason = errorText(error);
      throw new ConcordError(
        "IMPORT_RECORD_MALFORMED",
        `Expected $metadata of OData v4 as XML, but ${reason}. Check the url.`,
      );
    }
    return new Metadata(reader.types, reader.sets);
  }

  has(set: string): boolean {
    return this.sets.has(set);
  }

  keysOf(set: string): readonly string[] {
    const lineage = this.lineage(this.sets.get(set) ?? "");
    return lineage.find(({ keys }) => keys.length > 0)?.keys ?? [];
  }

  typeOf(set: string, property: string): string | undefined {
    return this.lineage(this.sets.get(set) ?? "").flatMap(({ properties }) => properties.get(property) ?? [])[0];
  }

  /** Columns of a set's records: properties, and those of complex ones behind a slash. */
  columnsOf(set: string): readonly string[] {
    return this.propertiesOf(this.sets.get(set) ?? "", "", []);
  }

  /** The same of what a navigation property leads to. */
  columnsBehind(set: string, link: string): readonly string[] {
    const target = this.lineage(this.sets.get(set) ?? "").flatMap(({ links }) => links.get(link) ?? [])[0];
    return target === undefined ? [] : this.propertiesOf(target, "", []).map((column) => `${link}/${column}`);
  }

  private propertiesOf(type: string, way: string, inside: readonly string[]): readonly string[] {
    // A type that contains itself has no end of columns.
    if (inside.includes(type)) return [];
    return this.lineage(type).flatMap(({ properties }) =>
      [...properties].flatMap(([name, of]) =>
        this.types.has(of) ? this.propertiesOf(of, `${way}${name}/`, [...inside, type]) : [`${way}${name}`],
      ),
    );
  }

  /** The type and those it is based on. */
  private lineage(name: string): readonly StructuredType[] {
    const found: StructuredType[] = [];
    let type = this.types.get(name);
    while (type && !found.includes(type)) {
      found.push(type);
      type = type.base === undefined ? undefined : this.types.get(type.base);
    }
    return found;
  }
}

class MetadataReader {
  readonly types = new Map<string, StructuredType>();
  readonly sets = new Map<string, string>();
  private namespace = "";
  private alias = "";
  private current: StructuredType | undefined;

  read(text: string): void {
    const parser = new SaxesParser();
    parser.on("opentag", ({ name, attributes }) => this.open(name.replace(/^.*:/, ""), attributes));
    parser.on("closetag", ({ name }) => {
      if (/(?:^|:)(?:Entity|Complex)Type$/.test(name)) this.current = undefined;
    });
    parser.on("error", (error) => {
      throw error;
    });
    parser.write(text).close();
    if (this.sets.size === 0) throw new Error("it names no entity set");
  }

  private open(name: string, attributes: Readonly<Record<string, string>>): void {
    const { Name = "", Type = "", EntityType = "", BaseType, Namespace = "", Alias = "" } = attributes;
    if (name === "Schema") [this.namespace, this.alias] = [Namespace, Alias];
    else if (name === "EntityType" || name === "ComplexType") {
      const base = BaseType === undefined ? undefined : this.full(BaseType);
      this.current = { base, keys: [], properties: new Map(), links: new Map() };
      this.types.set(`${this.namespace}.${Name}`, this.current);
    } else if (name === "PropertyRef") this.current?.keys.push(Name);
    else if (name === "Property") this.current?.properties.set(Name, this.full(Type));
    else if (name === "NavigationProperty" && !Type.startsWith("Collection("))
      this.current?.links.set(Name, this.full(Type));
    else if (name === "EntitySet") this.sets.set(Name, this.full(EntityType));
  }

  /** A schema may name its types by an alias. */
  private full(type: string): string {
    return this.alias !== "" && type.startsWith(`${this.alias}.`)
      ? `${this.namespace}${type.slice(this.alias.length)}`
      : type;
  }
}
