import { BookBuilder, type BookObjects, TEMPLATE } from "./book";
import { childOf, readElements, textAt, type XmlElement } from "./xml-elements";

type Values = Record<string, string>;

/** What an element's things are called here; others keep their own name, so that none is lost. */
const OBJECTS: Readonly<Record<string, string>> = {
  "gnc:commodity": "commodity",
  price: "price",
  "gnc:account": "account",
  "gnc:transaction": "transaction",
  "gnc:GncCustomer": "customer",
  "gnc:GncVendor": "vendor",
  "gnc:GncEmployee": "employee",
  "gnc:GncJob": "job",
  "gnc:GncOrder": "order",
  "gnc:GncInvoice": "invoice",
  "gnc:GncEntry": "entry",
  "gnc:GncTaxTable": "taxtable",
  "gnc:GncBillTerm": "billterm",
  "gnc:budget": "budget",
  "gnc:schedxaction": "schedule",
};

/** Parts that become records of their own. */
const PARTS: ReadonlySet<string> = new Set(["act:lots", "trn:splits", "taxtable:entries", "bgt:slots"]);

/** Reads a book from GnuCash's XML, as it arrives. */
export async function readXmlBook(chunks: AsyncIterable<Uint8Array>): Promise<BookObjects> {
  const builder = new BookBuilder();
  const book: Values = {};
  let bookLine = 0;
  await readElements(chunks, (element, brackets) => {
    if (element.name === "gnc:count-data") return;
    if (element.name.startsWith("book:")) {
      bookLine ||= element.line;
      flattenInto(book, element, "");
    } else takeThing(builder, element, brackets.includes("gnc:template-transactions") ? TEMPLATE : "");
  });
  if (bookLine > 0) builder.add("book", bookLine, book);
  return builder.objects;
}

function takeThing(builder: BookBuilder, element: XmlElement, prefix: string): void {
  const object = prefix + (OBJECTS[element.name] ?? localName(element.name));
  const values = valuesOf(element);
  const guid = values["guid"] ?? "";
  builder.add(object, element.line, values);
  takeParts(builder, childOf(element, "act:lots"), `${prefix}lot`, { account: guid });
  takeParts(builder, childOf(element, "trn:splits"), `${prefix}split`, { transaction: guid });
  takeParts(builder, childOf(element, "taxtable:entries"), `${prefix}taxtable_entry`, { taxtable: guid });
  takeBudget(builder, childOf(element, "bgt:slots"), guid);
}

function takeParts(builder: BookBuilder, parts: XmlElement | undefined, object: string, owner: Values): void {
  for (const [at, part] of (parts?.children ?? []).entries())
    builder.add(object, part.line, { ...owner, place: String(at + 1), ...valuesOf(part) });
}

/** A budget keeps its amounts as slots: account, then number of the period. */
function takeBudget(builder: BookBuilder, slots: XmlElement | undefined, budget: string): void {
  for (const slot of slots?.children ?? [])
    for (const cell of childOf(slot, "slot:value")?.children ?? []) {
      const [account, period] = [textAt(slot, "slot:key") ?? "", textAt(cell, "slot:key") ?? ""];
      if (childOf(cell, "slot:value")?.attributes["type"] !== "numeric") continue;
      builder.add("budget_amount", cell.line, { budget, account, period, amount: textAt(cell, "slot:value") ?? "" });
    }
}

function valuesOf(element: XmlElement): Values {
  const values: Values = {};
  for (const child of element.children) if (!PARTS.has(child.name)) flattenInto(values, child, "");
  return values;
}

const localName = (name: string): string => name.slice(name.indexOf(":") + 1).replaceAll("-", "_");

/** Adds an element's texts under the way to them: `addr/email`, `slots/trans-txn-type`. */
function flattenInto(values: Values, element: XmlElement, way: string): void {
  const name = localName(element.name);
  if (name === "slots") {
    flattenSlots(values, element, "slots");
    return;
  }
  const path = way + (name === "id" && way === "" && element.attributes["type"] === "guid" ? "guid" : name);
  const scalar = scalarOf(element);
  if (scalar !== undefined) values[path] = scalar;
  else for (const child of element.children) flattenInto(values, child, `${path}/`);
}

/** The text of an element that stands for one value; undefined: it has parts of its own. */
function scalarOf(element: XmlElement): string | undefined {
  if (element.children.length === 0) return element.text.trim();
  const day = textAt(element, "ts:date") ?? textAt(element, "gdate");
  if (day !== undefined) return day;
  const space = textAt(element, "cmdty:space");
  return space === undefined ? undefined : commodityName(space, textAt(element, "cmdty:id") ?? "");
}

/** Currencies are known by their code; anything else by its market too. */
export function commodityName(space: string, id: string): string {
  return space === "CURRENCY" || space === "ISO4217" ? id : `${space}:${id}`;
}

function flattenSlots(values: Values, slots: XmlElement, way: string): void {
  for (const slot of slots.children) {
    const value = childOf(slot, "slot:value");
    const path = `${way}/${textAt(slot, "slot:key") ?? ""}`;
    if (value?.attributes["type"] === "frame") flattenSlots(values, value, path);
    else if (value) values[path] = scalarOf(value) ?? value.children.map(({ text }) => text.trim()).join(", ");
  }
}
