import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parseMapping } from "../../connectors/mapping/mapping-file";
import { parseChanges } from "../../connectors/postgres/changes-file";
import { readExamples } from "../../gateway/playground/examples";
import { errorRegistry } from "../../schema/errors";
import { parseRules } from "../../store/quality/rule-file";
import { compileRules } from "../../store/quality/rules";
import type { TestGraph } from "../graph";
import { openSampleGraph } from "../sample-server";

const ROOT = join(__dirname, "..", "..");

const pages = [
  "README.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  "README.zh.md",
  ...readdirSync(join(ROOT, "docs"), { recursive: true }).map((file) => join("docs", String(file))),
]
  .filter((file) => file.endsWith(".md"))
  .map((file) => ({ file, text: readFileSync(join(ROOT, file), "utf8") }));

interface Block {
  readonly file: string;
  readonly language: string;
  readonly code: string;
  /** The next block of the page, where an answer stands behind its question. */
  readonly next?: { readonly language: string; readonly code: string };
}

const FENCE = /```(\w+)\n([\s\S]*?)```/g;

const blocks: readonly Block[] = pages.flatMap(({ file, text }) => {
  const found = [...text.matchAll(FENCE)].map(([, language = "", code = ""]) => ({ language, code }));
  return found.map((block, at) => {
    const next = found[at + 1];
    return { file, ...block, ...(next ? { next } : {}) };
  });
});

const named = (language: string): [string, Block][] =>
  blocks.filter((block) => block.language === language).map((block, at) => [`${block.file} #${at + 1}`, block]);

let graph: TestGraph;
beforeAll(async () => {
  graph = await openSampleGraph();
});
afterAll(() => graph.close());

describe("the documentation's queries", () => {
  it.each(named("graphql"))("%s is answered, as printed where an answer is printed", async (_title, { code, next }) => {
    const { data, errors } = await graph.query(code);
    expect(errors).toEqual([]);
    if (next?.language === "json") expect({ data }).toEqual(JSON.parse(next.code));
  });

  it.each(readExamples().map((example) => [example.split("\n")[0], example]))(
    "the playground's example %s is answered",
    async (_title, example = "") => {
      const { errors, data } = await graph.query(example);
      expect(errors).toEqual([]);
      expect(Object.values(data).every((value) => value !== null)).toBe(true);
    },
  );
});

describe("the documentation", () => {
  it.each(named("yaml"))("%s is a valid file of its kind", (_title, { code, file }) => {
    if (code.startsWith("roots:")) expect(Object.keys(parseChanges(code, file).tables)).not.toEqual([]);
    if (code.includes("rules:")) expect(compileRules([parseRules(code, file)]).length).toBeGreaterThan(0);
    if (code.includes("reads:")) expect(parseMapping(code, file).reads.length).toBeGreaterThan(0);
  });

  it("links to files that exist", () => {
    const broken = pages.flatMap(({ file, text }) =>
      [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
        .map(([, target = ""]) => join(ROOT, file, "..", target))
        .filter((target) => {
          try {
            readdirSync(target);
            return false;
          } catch (error) {
            return (error as NodeJS.ErrnoException).code === "ENOENT";
          }
        })
        .map((target) => `${file} → ${relative(ROOT, target)}`),
    );
    expect(broken).toEqual([]);
  });

  it("names commands and error codes that exist", () => {
    const scripts = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")).scripts;
    const unknown = pages.flatMap(({ file, text }) => [
      ...[...text.matchAll(/npm run (?:-s )?([a-z:-]+)/g)]
        .filter(([, script = ""]) => !(script in scripts))
        .map(([command]) => `${file}: ${command}`),
      ...[...text.matchAll(/`((?:IMPORT|CURSOR|SUBGRAPH|CONFIG|MAPPING|PAGE)_[A-Z_]+)`/g)]
        .filter(([, code = ""]) => !(code in errorRegistry))
        .map(([, code]) => `${file}: ${code}`),
    ]);
    const tls = ["SUBGRAPH_TLS_CA_FILE", "SUBGRAPH_TLS_CERT_FILE", "SUBGRAPH_TLS_KEY_FILE"];
    const urls = ["MAPPING_DATABASE_URL", "MAPPING_DATABASE_READ_URL", "MAPPING_URL"];
    const settings = new Set([...urls, "SUBGRAPH_TIMEOUT_MS", "SUBGRAPH_ANSWER_BYTES_MAX", "CURSOR_KEY", ...tls]);
    expect(unknown.filter((name) => ![...settings].some((setting) => name.endsWith(setting)))).toEqual([]);
  });

  it("lists every setting that is read", () => {
    const page = readFileSync(join(ROOT, "docs", "configuration.md"), "utf8");
    const sources = ["cli/config.ts", "gateway/config.ts", "gateway/audit/config.ts", "gateway/limits/config.ts"]
      .map((file) => join(ROOT, file))
      .map((file) => readFileSync(file, "utf8"))
      .join("\n");
    const read = [...sources.matchAll(/^ {2}([A-Z][A-Z_]+): /gm)].map(([, name = ""]) => name);
    expect(read.length).toBeGreaterThan(15);
    expect(read.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
  });
});
