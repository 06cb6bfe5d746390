import type { MappingFile } from "./mapping-file";

/** The mapping under another system's name: ids that it writes out in code maps begin with that name too. */
export function ofSystem(mapping: MappingFile, system: string): MappingFile {
  const own = `${mapping.system}:`;
  const renamed = (code: string): string => (code.startsWith(own) ? `${system}:${code.slice(own.length)}` : code);
  const codeMaps = Object.entries(mapping.codeMaps).map(([name, codes]) => [
    name,
    Object.fromEntries(Object.entries(codes).map(([from, to]) => [from, renamed(to)])),
  ]);
  return { ...mapping, system, codeMaps: Object.fromEntries(codeMaps) };
}
