import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Lookup, MappingFile, Read } from "../mapping/mapping-file";
import type { RecordSource, Records, RecordsRequest } from "../mapping/record-source";
import { type FileFormat, openRecords } from "./records";

const DEFAULTS = { encoding: "utf-8", format: "csv", delimiter: ",", quote: '"' } as const;

/** The format of a read's or lookup's file: its own, else the mapping's defaults, else Concord's. */
function formatOf({ defaults }: MappingFile, own: Read | Lookup): FileFormat {
  const pick = <K extends keyof FileFormat>(key: K) => own[key] ?? defaults[key] ?? DEFAULTS[key];
  return { encoding: pick("encoding"), format: pick("format"), delimiter: pick("delimiter"), quote: pick("quote") };
}

/** The files of a folder as objects with records. */
export class FileSource implements RecordSource {
  constructor(
    private readonly mapping: MappingFile,
    private readonly folder: string,
    /** Told how much more of a file was read. */
    private readonly onBytes: (bytes: number) => void = () => {},
  ) {}

  get place(): string {
    return this.folder;
  }

  async columns({ object, of }: RecordsRequest): Promise<readonly string[] | "any" | undefined> {
    const path = join(this.folder, object);
    if (!existsSync(path)) return undefined;
    const format = formatOf(this.mapping, of);
    if (format.format === "jsonl") return "any";
    const { header, close } = await openRecords(path, format, []);
    await close();
    return header;
  }

  async records({ object, of, wanted }: RecordsRequest): Promise<Records> {
    return openRecords(join(this.folder, object), formatOf(this.mapping, of), wanted, this.onBytes);
  }
}
