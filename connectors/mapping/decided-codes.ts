import { standardiseText } from "../../schema/values/standardise";
import type { SourceDecisions } from "../contract";
import type { MappingFile } from "./mapping-file";

/**
 * The mapping with the codes that people set in the graph: they speak before the file. A reader takes it for a changed
 * mapping and reads again what the codes stand in.
 */
export function withDecidedCodes(
  mapping: MappingFile,
  decisions: Pick<SourceDecisions, "codes"> | undefined,
): MappingFile {
  const lists = Object.entries(decisions?.codes ?? {});
  if (lists.length === 0) return mapping;
  const codeMaps: Record<string, Record<string, string>> = { ...mapping.codeMaps };
  for (const [list, codes] of lists) {
    const map = { ...codeMaps[list] };
    for (const [given, unified] of Object.entries(codes)) {
      const code = standardiseText(given);
      if (unified === null) delete map[code];
      else map[code] = unified;
    }
    codeMaps[list] = map;
  }
  return { ...mapping, codeMaps };
}
