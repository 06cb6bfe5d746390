import type { SourceDescription } from "../contract";
import { objectsOf } from "./layout";
import type { MappingFile } from "./mapping-file";

/** What a mapping reads, stream by stream. */
export function describeMapping({ system, subgraph, title, reads }: MappingFile): SourceDescription {
  const streams = reads.flatMap((read) =>
    objectsOf(read).map((from) => ({ entity: read.entity, from, fields: Object.keys(read.fields) })),
  );
  return { system, subgraph, title, streams };
}
