import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { createContext, createRecord } from "../../gateway/request-record";
import { createHttpSource, type HttpSourceSettings } from "../../gateway/sources";
import { createIdentitySigner, IDENTITY_HEADER } from "../../schema/identity";
import { createSubgraphServer, type ServerTls } from "../../subgraphs/service/server";

const KEY = "0123456789abcdef0123456789abcdef";
const logger = pino({ level: "silent" });

interface Certificates {
  readonly ca: string;
  readonly server: { readonly cert: string; readonly key: string };
  readonly client: { readonly cert: string; readonly key: string };
}

/** A certificate authority of a test, and what it signed for a subgraph and a gateway. */
function certificates(): Certificates | undefined {
  const folder = mkdtempSync(join(tmpdir(), "concord-mtls-"));
  const at = (name: string): string => join(folder, name);
  const openssl = (...args: string[]): void => {
    execFileSync("openssl", args, { stdio: "ignore", cwd: folder });
  };
  const sign = (name: string): { cert: string; key: string } => {
    const request = [
      "-subj",
      `/CN=${name}`,
      "-addext",
      "subjectAltName=IP:127.0.0.1",
      "-keyout",
      at(`${name}.key`),
      "-out",
      at(`${name}.csr`),
    ];
    openssl("req", "-newkey", "rsa:2048", "-nodes", ...request);
    const out = ["-CA", at("ca.pem"), "-CAkey", at("ca.key"), "-CAcreateserial", "-out", at(`${name}.pem`)];
    openssl("x509", "-req", "-in", at(`${name}.csr`), "-days", "1", "-copy_extensions", "copy", ...out);
    return { cert: readFileSync(at(`${name}.pem`), "utf8"), key: readFileSync(at(`${name}.key`), "utf8") };
  };
  try {
    openssl(
      "req",
      "-x509",
      "-newkey",
      "rsa:2048",
      "-nodes",
      "-days",
      "1",
      "-subj",
      "/CN=ca",
      "-keyout",
      at("ca.key"),
      "-out",
      at("ca.pem"),
    );
    return { ca: readFileSync(at("ca.pem"), "utf8"), server: sign("subgraph"), client: sign("gateway") };
  } catch {
    process.stderr.write("Skipped: mutual TLS, as there is no openssl to make certificates.\n");
    return undefined;
  }
}

const NONE = { cert: "", key: "" };
const made = certificates();
const identity = { subject: "li", role: "cfo", companies: "*", requestId: "r" } as const;

async function startSubgraph(tls: ServerTls | undefined) {
  const server = createSubgraphServer({
    name: "finance",
    execute: async () => ({ data: { rate: "1.0" } }),
    database: undefined as never,
    internalKey: KEY,
    logger,
    tls,
  });
  const address = await server.listen({ port: 0, host: "127.0.0.1" });
  return { server, address };
}

function sourceFor(address: string, tls: HttpSourceSettings["tls"]) {
  const sign = createIdentitySigner(KEY);
  return createHttpSource({ name: "finance", urls: [`${address}/graphql`], sign, timeoutMs: 2_000, logger, tls });
}

const ask = (source: ReturnType<typeof sourceFor>) =>
  source.process({
    request: { query: "{ rate }", variables: {} },
    context: createContext(identity, createRecord("r"), AbortSignal.timeout(10_000)),
  } as unknown as Parameters<typeof source.process>[0]);

(made ? describe : describe.skip)("a subgraph that wants certificates", () => {
  const { ca, server: shown, client } = made ?? { ca: "", server: NONE, client: NONE };

  it.each([
    ["with a certificate of the common authority", { ca, ...client }, "1.0"],
    ["without a certificate", { ca }, undefined],
    ["with no trust in the subgraph's authority", undefined, undefined],
  ])("is asked %s", async (_name, tls, expected) => {
    const { server, address } = await startSubgraph({ ...shown, ca });
    const source = sourceFor(address, tls);
    try {
      expect(address).toMatch(/^https:/);
      const { data, errors } = await ask(source);
      expect(data?.["rate"]).toBe(expected);
      if (!expected) expect(errors?.[0]?.extensions?.["code"]).toBe("SUBGRAPH_UNAVAILABLE");
    } finally {
      await source.close();
      await server.close();
    }
  });
});

describe("a signed call that someone caught on its way", () => {
  it("is refused when it is sent again, with another body, or to another subgraph", async () => {
    const { server, address } = await startSubgraph(undefined);
    const body = '{"query":"{ rate }"}';
    const sign = createIdentitySigner(KEY);
    const send = async (token: string, text = body) => {
      const headers = { "content-type": "application/json", [IDENTITY_HEADER]: token };
      return (await fetch(`${address}/graphql`, { method: "POST", headers, body: text })).status;
    };
    try {
      const token = await sign(identity, { subgraph: "finance", body });
      expect(await send(token)).toBe(200);
      expect(await send(token)).toBe(401);
      expect(await send(await sign(identity, { subgraph: "finance", body }), '{"query":"{ salary }"}')).toBe(401);
      expect(await send(await sign(identity, { subgraph: "erp", body }))).toBe(401);
      expect(await send("")).toBe(401);
    } finally {
      await server.close();
    }
  });
});
