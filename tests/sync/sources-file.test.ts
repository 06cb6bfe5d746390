import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSourcesFile } from "../../cli/sync/sources-file";

describe("the list of sources", () => {
  const folder = mkdtempSync(join(tmpdir(), "concord-sources-"));
  const path = join(folder, "concord.sources.yaml");
  afterAll(() => rmSync(folder, { recursive: true }));
  const read = (text: string, env: Record<string, string> = {}) => {
    writeFileSync(path, text);
    return readSourcesFile(path, env);
  };

  it("fills in credentials from the environment and from files beside it", () => {
    writeFileSync(join(folder, "password"), "s3cret\n");
    const [source] = read(
      `sources:\n- { name: erp, connector: files, every: 15m, options: { mapping: sample, folder: '\${ROOT}/x', key: '\${file:password}' } }\n`,
      { ROOT: "/data" },
    );
    expect(source).toEqual({
      name: "erp",
      connector: "files",
      mode: "batch",
      everySeconds: 900,
      options: { mapping: "sample", folder: "/data/x", key: "s3cret" },
    });
  });

  it("tells every fault at once, by its path, and no value of the environment", () => {
    const text = `sources:\n- { name: ERP, connector: tape, every: soon, options: { url: '\${ERP_URL}', key: '\${file:none}' } }\n`;
    expect(() => read(text, { OTHER: "secret" })).toThrow(
      expect.objectContaining({
        code: "SOURCES_INVALID",
        message: expect.stringMatching(
          /sources\.0\.options\.url: .*ERP_URL is not set[\s\S]*the file none cannot be read[\s\S]*sources\.0\.name[\s\S]*sources\.0\.connector[\s\S]*sources\.0\.every/,
        ),
      }),
    );
  });

  it("refuses two sources of one name, and says where it looked when there is no list", () => {
    const one = "{ name: a, connector: files, options: {} }";
    expect(() => read(`sources:\n- ${one}\n- ${one}\n`)).toThrow(/two sources have one name/);
    expect(() => readSourcesFile(join(folder, "absent.yaml"), {})).toThrow(
      expect.objectContaining({ code: "SOURCES_MISSING", message: expect.stringContaining("absent.yaml") }),
    );
  });
});
