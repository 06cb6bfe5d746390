import { z } from "zod";
import type { SourceRecord } from "../mapping/record";

export type Entity = Readonly<Record<string, unknown>>;

const entity = z.record(z.string(), z.unknown());

const page = z.object({
  value: z.array(entity),
  "@odata.nextLink": z.string().optional(),
  "@nextLink": z.string().optional(),
  "@odata.deltaLink": z.string().optional(),
  "@deltaLink": z.string().optional(),
});

export interface Page {
  readonly entities: readonly Entity[];
  readonly next: string | undefined;
  readonly delta: string | undefined;
}

/** A page of a collection; undefined: the answer is none. */
export function pageOf(body: unknown): Page | undefined {
  const parsed = page.safeParse(body);
  if (!parsed.success) return undefined;
  const {
    value,
    "@odata.nextLink": next,
    "@nextLink": next401,
    "@odata.deltaLink": delta,
    "@deltaLink": delta401,
  } = parsed.data;
  return { entities: value, next: next ?? next401, delta: delta ?? delta401 };
}

export function entityOf(body: unknown): Entity | undefined {
  const parsed = entity.safeParse(body);
  return parsed.success ? parsed.data : undefined;
}

/** The texts of an entity by column; complex and expanded values by the way to them. */
export function textsOf(one: Entity): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  flatten(one, "", texts);
  return texts;
}

function flatten(value: Entity, way: string, texts: Map<string, string>): void {
  for (const [name, inner] of Object.entries(value)) {
    if (name.includes("@")) continue;
    const nested = Array.isArray(inner) ? undefined : entityOf(inner);
    if (nested) flatten(nested, `${way}${name}/`, texts);
    else texts.set(`${way}${name}`, textOf(inner));
  }
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

export function recordOf(one: Entity, line: number, header: readonly string[]): SourceRecord {
  const texts = textsOf(one);
  return { line, values: header.map((column) => texts.get(column) ?? ""), whole: () => Object.fromEntries(texts) };
}

/** An entity that is gone: its key, as its id or its key properties tell it. */
export class Removal {
  constructor(readonly keys: Readonly<Record<string, string>>) {}
}

/** Whether a delta's entry says that an entity was deleted or left the filter; OData 4.0 and 4.01 write it differently. */
export function removalOf(one: Entity, keyNames: readonly string[]): Removal | undefined {
  const context = String(one["@odata.context"] ?? one["@context"] ?? "");
  const isRemoved = "@removed" in one || "@odata.removed" in one || context.endsWith("/$deletedEntity");
  if (!isRemoved) return undefined;
  const keys = Object.fromEntries(keyNames.map((name) => [name, textOf(one[name])]));
  if (keyNames.length > 0 && keyNames.every((name) => keys[name] !== "")) return new Removal(keys);
  const id = textOf(one["@odata.id"] ?? one["@id"] ?? one["id"]);
  return new Removal(keysOfId(id, keyNames));
}

/** The keys in an entity's id: `…/Customers('O''Neil')`, `…/Lines(Order='1',Line=2)`, or a bare key as Dataverse writes it. */
function keysOfId(id: string, keyNames: readonly string[]): Readonly<Record<string, string>> {
  const inner = /\((.*)\)\s*$/.exec(decodeURIComponent(id))?.[1] ?? id;
  const named = [...inner.matchAll(/(?:^|,)\s*(\w+)=('(?:[^']|'')*'|[^,]*)/g)].map(([, name = "", value = ""]) => [
    name,
    unquoted(value),
  ]);
  if (named.length > 0) return Object.fromEntries(named);
  const [only] = keyNames;
  return only === undefined ? {} : { [only]: unquoted(inner) };
}

function unquoted(text: string): string {
  const quoted = /^'(.*)'$/.exec(text.trim())?.[1];
  return quoted === undefined ? text.trim() : quoted.replaceAll("''", "'");
}
