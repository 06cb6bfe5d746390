import { type ChildProcess, spawn } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SignJWT } from "jose";

/** `npm start` as in production, over the sample company, in a process of its own. */
export interface ProductionServer {
  readonly port: number;
  token(): Promise<string>;
  /** Undefined while it runs as it was started. */
  exit(): string | undefined;
  /** What it wrote to its standard error. */
  complaints(): string;
  stop(): Promise<void>;
}

const ISSUER = "https://id.bench.test";
const AUDIENCE = "concord-bench";
const START_MS_MAX = 300_000;
const ASK_MS = 200;

const root = join(__dirname, "..", "..");
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export async function startProduction(env: Readonly<Record<string, string>>): Promise<ProductionServer> {
  const folder = mkdtempSync(join(tmpdir(), "concord-limits-"));
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  writeFileSync(join(folder, "public.pem"), publicKey.export({ type: "spki", format: "pem" }));
  const port = await freePort();
  const settings = {
    NODE_ENV: "production",
    PORT: String(port),
    DATA_DIR: folder,
    JWT_PUBLIC_KEY_FILE: join(folder, "public.pem"),
    JWT_ISSUER: ISSUER,
    JWT_AUDIENCE: AUDIENCE,
    AUDIT_KEY: randomBytes(32).toString("hex"),
    LOG_LEVEL: "error",
    ...env,
  };
  const child = spawn(process.execPath, [join(root, "cli", "concord.mjs"), "start"], {
    env: { ...process.env, ...settings },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let complaints = "";
  child.stderr.on("data", (chunk) => {
    complaints += chunk;
  });
  await untilReady(child, port, () => complaints);
  return {
    port,
    token: () =>
      new SignJWT({ role: "admin", companies: "*" })
        .setProtectedHeader({ alg: "ES256" })
        .setSubject("bench")
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setExpirationTime("4h")
        .sign(privateKey),
    exit: () =>
      child.exitCode === null && child.signalCode === null ? undefined : `${child.exitCode ?? child.signalCode}`,
    complaints: () => complaints,
    async stop() {
      const ended = new Promise((resolve) => child.once("exit", resolve));
      if (child.kill("SIGTERM")) await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilReady(child: ChildProcess, port: number, complaints: () => string): Promise<void> {
  const giveUpAtMs = Date.now() + START_MS_MAX;
  while (Date.now() < giveUpAtMs && child.exitCode === null) {
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return;
    await pause(ASK_MS);
  }
  throw new Error(`the server did not start: ${complaints()}`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
