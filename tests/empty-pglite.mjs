// Writes the files of an empty PGlite database to the path it is given, as a tar: see tests/embedded.ts.
import { renameSync, writeFileSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";

const [path] = process.argv.slice(2);
const engine = await PGlite.create();
const files = await engine.dumpDataDir("none");
const unfinished = `${path}.${process.pid}`;
writeFileSync(unfinished, Buffer.from(await files.arrayBuffer()));
renameSync(unfinished, path);
// PGlite keeps a process alive.
process.exit(0);
