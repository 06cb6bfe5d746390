import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeSample } from "../../cli/sample";
import { openPglite } from "../../store/pglite";
import { openGraph, type TestGraph } from "../graph";

/** The graph that `npm start` shows on a fresh clone. */
export async function openSampleGraph(): Promise<TestGraph> {
  const database = await openPglite();
  const graph = await openGraph({ database });
  const folder = mkdtempSync(join(tmpdir(), "concord-sample-"));
  writeSample(folder);
  await graph.import("sample", folder);
  return {
    ...graph,
    close: async () => {
      await graph.close();
      await database.close();
    },
  };
}
