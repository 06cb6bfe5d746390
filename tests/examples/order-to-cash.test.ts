import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { type SampleServer, startSample } from "../sample-server";

const run = promisify(execFile);
const ROOT = join(__dirname, "..", "..");
const npm = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  run("npm", ["run", "-s", ...args], { cwd: ROOT, env: { ...process.env, ...env } });

describe("the example of a typed client", () => {
  let server: SampleServer;
  beforeAll(async () => {
    [server] = await Promise.all([startSample(), npm(["example:codegen"])]);
  });
  afterAll(() => server.close());

  const example = async (role: "sales", ...days: string[]): Promise<readonly string[]> => {
    const env = { CONCORD_URL: `${server.address}/graphql`, CONCORD_TOKEN: await server.token(role) };
    return (await npm(["example", "--", ...days], env)).stdout.trimEnd().split("\n");
  };

  it("compiles over the types of its document", async () => {
    const { stdout } = await run("npx", ["tsc", "--noEmit", "-p", "examples/order-to-cash"], { cwd: ROOT });
    expect(stdout).toBe("");
  });

  it("prints the way from order to cash, page after page", async () => {
    const [head, ...lines] = await example("sales", "2025-06-01", "2025-06-30");
    expect(head?.split("\t")).toHaveLength(6);
    expect(lines.length).toBeGreaterThan(20);
    expect(lines.every((line) => /^SO\d+\t2025-06-\d\d\t[\d.]+ [A-Z]{3}\t/.test(line))).toBe(true);
    expect(lines.some((line) => /INV-[^ ]+ \(open [\d.]+\)/.test(line))).toBe(true);
  });

  it("tells why nothing is answered", async () => {
    const asked = npm(["example"], { CONCORD_URL: `${server.address}/graphql`, CONCORD_TOKEN: "none" });
    await expect(asked).rejects.toMatchObject({ stderr: expect.stringContaining("UNAUTHENTICATED") });
  });
});
