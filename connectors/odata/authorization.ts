import { z } from "zod";
import { ConcordError } from "../../schema/errors";
import type { OdataAuth } from "./options";

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().default(300),
});

/** A token is renewed so long before it ends, so that none ends on the way. */
const RENEW_BEFORE_MS = 30_000;

/** The header that tells the service who asks. */
export class Authorization {
  private token: { readonly text: string; readonly until: number } | undefined;

  constructor(
    private readonly auth: OdataAuth,
    private readonly timeoutMs: number,
  ) {}

  async headers(): Promise<Record<string, string>> {
    const { auth } = this;
    switch (auth.kind) {
      case "none":
        return {};
      case "basic":
        return { authorization: `Basic ${Buffer.from(`${auth.user}:${auth.password}`).toString("base64")}` };
      case "bearer":
        return { authorization: `Bearer ${auth.token}` };
      case "apiKey":
        return { [auth.header]: auth.key };
      case "oauth2":
        return { authorization: `Bearer ${await this.accessToken(auth)}` };
    }
  }

  /** Whether asking once more with a new token may help. */
  renew(): boolean {
    const had = this.token !== undefined;
    this.token = undefined;
    return had;
  }

  private async accessToken(auth: Extract<OdataAuth, { kind: "oauth2" }>): Promise<string> {
    if (this.token && this.token.until > Date.now()) return this.token.text;
    const { tokenUrl, clientId, clientSecret, scope } = auth;
    const body = new URLSearchParams({
      grant_type: "client_credentials",
      client_id: clientId,
      client_secret: clientSecret,
      ...(scope ? { scope } : {}),
    });
    const response = await fetch(tokenUrl, { method: "POST", body, signal: AbortSignal.timeout(this.timeoutMs) });
    const answer = tokenAnswer.safeParse(await response.json().catch(() => undefined));
    // Its text may repeat what was sent, so only the status is told.
    if (!response.ok || !answer.success) throw refused(tokenUrl, response.status);
    const { access_token: text, expires_in: seconds } = answer.data;
    this.token = { text, until: Date.now() + Math.max(seconds * 1000 - RENEW_BEFORE_MS, seconds * 500) };
    return text;
  }
}

function refused(tokenUrl: string, status: number): ConcordError {
  const { host, pathname } = new URL(tokenUrl);
  return new ConcordError(
    status >= 500 ? "SOURCE_UNAVAILABLE" : "SOURCE_FORBIDDEN",
    `Expected an access token from ${host}${pathname}, got status ${status}. Check the client's id, secret and scope.`,
    "auth",
  );
}
