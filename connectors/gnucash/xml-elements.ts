import { SaxesParser } from "saxes";
import { ConcordError } from "../../schema/errors";

/** An element of the book with all that is in it. */
export interface XmlElement {
  readonly name: string;
  readonly line: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

interface OpenElement {
  readonly name: string;
  readonly line: number;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

/** Elements that are only brackets around the things of a book: what is in them is handed over one by one. */
const BRACKETS: ReadonlySet<string> = new Set(["gnc-v2", "gnc:book", "gnc:pricedb", "gnc:template-transactions"]);

/**
 * Hands over the things of a book as the file arrives: never more than one of them is held as elements, however long
 * the file is.
 *
 * @param take called with each thing, and the brackets around it
 */
export async function readElements(
  chunks: AsyncIterable<Uint8Array>,
  take: (element: XmlElement, brackets: readonly string[]) => void,
): Promise<void> {
  const parser = new SaxesParser();
  const open: OpenElement[] = [];
  parser.on("opentag", ({ name, attributes }) => {
    open.push({ name, line: parser.line, attributes, children: [], text: "" });
  });
  parser.on("text", (text) => {
    const last = open.at(-1);
    if (last && !BRACKETS.has(last.name)) last.text += text;
  });
  parser.on("closetag", () => {
    const element = open.pop();
    const parent = open.at(-1);
    if (!element || !parent || BRACKETS.has(element.name)) return;
    if (!BRACKETS.has(parent.name)) parent.children.push(element);
    else
      take(
        element,
        open.map(({ name }) => name),
      );
  });
  parser.on("error", (error) => {
    throw malformed(error.message);
  });
  const decoder = new TextDecoder("utf-8");
  for await (const chunk of chunks) parser.write(decoder.decode(chunk, { stream: true }));
  parser.write(decoder.decode()).close();
}

function malformed(message: string): ConcordError {
  return new ConcordError(
    "IMPORT_RECORD_MALFORMED",
    `Expected a whole GnuCash book, but at line ${message}. Save the book again, or restore a backup of it.`,
  );
}

export function childOf({ children }: XmlElement, name: string): XmlElement | undefined {
  return children.find((child) => child.name === name);
}

/** The text of a descendant, the way to it named child by child. */
export function textAt(element: XmlElement, ...way: readonly string[]): string | undefined {
  let found: XmlElement | undefined = element;
  for (const name of way) found = found && childOf(found, name);
  return found?.text.trim();
}
