import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { root } from "./install.mjs";

const require = createRequire(import.meta.url);
const cache = join(root, "node_modules", ".cache", "concord");

/**
 * Runs a TypeScript program of this project in this process. Its several hundred files are made one file of JavaScript first, and
 * again when one of them changed: that takes a third of a second once, and saves one at every start. Where that file can be neither
 * made nor kept, the program is compiled as it is loaded.
 * @param {string} entry its file, from the project's root
 */
export async function runProgram(entry) {
  const bundle = await bundled(entry);
  if (bundle) {
    process.setSourceMapsEnabled(true);
    require(bundle);
    return;
  }
  // Started from any folder, the compiler settings are this project's.
  process.env.TSX_TSCONFIG_PATH ??= join(root, "tsconfig.json");
  require("tsx/cjs/api").register();
  require(join(root, entry));
}

/** @returns undefined: it cannot be made here, or is not to be: profiles tell files apart only where each is loaded by itself */
async function bundled(entry) {
  if (process.env.CONCORD_BUNDLE === "off") return undefined;
  const bundle = join(cache, entry.replace(/\.ts$/, ".cjs"));
  if (isUpToDate(`${bundle}.json`)) return bundle;
  try {
    await build(entry, bundle);
    return bundle;
  } catch {
    return undefined;
  }
}

function isUpToDate(manifest) {
  try {
    const { inputs, digest } = JSON.parse(readFileSync(manifest, "utf8"));
    return digestOf(inputs) === digest;
  } catch {
    return false;
  }
}

/** By what the files hold: their times change when a folder is copied. */
function digestOf(inputs) {
  const hash = createHash("sha256").update(root);
  for (const file of ["cli/program.mjs", "tsconfig.json", "package-lock.json", ...inputs])
    hash.update(`\n${file}\n`).update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

async function build(entry, bundle) {
  const esbuild = require("esbuild");
  // Of two processes that build at once, each puts its whole files in place.
  const fresh = join(dirname(bundle), `${process.pid}-${Date.now()}.cjs`);
  mkdirSync(dirname(bundle), { recursive: true });
  const { metafile } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: fresh,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "cjs",
    target: "node20",
    // GraphQL's types are named by their classes.
    keepNames: true,
    sourcemap: "inline",
    sourcesContent: false,
    metafile: true,
    logLevel: "silent",
    plugins: [inItsFolder],
  });
  const inputs = Object.keys(metafile.inputs);
  renameSync(fresh, bundle);
  writeFileSync(`${fresh}.json`, JSON.stringify({ inputs, digest: digestOf(inputs) }));
  renameSync(`${fresh}.json`, `${bundle}.json`);
}

/** Files find what lies beside them as if each were loaded from its own folder. */
const inItsFolder = {
  name: "in its folder",
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      loader: "ts",
      contents: readFileSync(path, "utf8").replaceAll("__dirname", JSON.stringify(dirname(path))),
    }));
  },
};
