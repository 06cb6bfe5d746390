import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Agent, request } from "undici";
import { startGateway } from "./fixture";

function certificate(): { cert: Buffer; key: Buffer } | undefined {
  const folder = mkdtempSync(join(tmpdir(), "concord-tls-"));
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"];
  const files = ["-keyout", join(folder, "key.pem"), "-out", join(folder, "cert.pem")];
  try {
    execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", ...subject, ...files], {
      stdio: "ignore",
    });
  } catch {
    process.stderr.write("Skipped: TLS, as there is no openssl to make a certificate.\n");
    return undefined;
  }
  return { cert: readFileSync(join(folder, "cert.pem")), key: readFileSync(join(folder, "key.pem")) };
}

const tls = certificate();

(tls ? describe : describe.skip)("with a certificate", () => {
  it("the gateway speaks https, and closes", async () => {
    const { gateway, token } = await startGateway(tls ? { settings: { tls } } : {});
    const dispatcher = new Agent({ connect: { ca: tls?.cert.toString() ?? "" } });
    try {
      const address = await gateway.listen({ port: 0, host: "127.0.0.1" });
      expect(address).toMatch(/^https:/);
      const { statusCode, body } = await request(`${address}/graphql`, {
        dispatcher,
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${await token()}` },
        body: '{"query":"{ orders { number } }"}',
      });
      expect(statusCode).toBe(200);
      expect(await body.text()).toContain("SO-1");
    } finally {
      await dispatcher.close();
      await gateway.close();
    }
  });
});
