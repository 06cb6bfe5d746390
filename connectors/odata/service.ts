import { setTimeout as wait } from "node:timers/promises";
import { ConcordError } from "../../schema/errors";
import { exactJson } from "../files/records";
import { Authorization } from "./authorization";
import type { OdataOptions } from "./options";

/** The service no longer knows this link: what it led to has to be read anew. */
export class LinkExpired extends Error {}

/** What the service answered, its numbers as texts so that none passes through a float. */
type Answer =
  | { readonly kind: "found"; readonly body: string }
  | { readonly kind: "absent"; readonly status: number }
  | { readonly kind: "expired"; readonly status: number };

const ABSENT: ReadonlySet<number> = new Set([404]);
const EXPIRED: ReadonlySet<number> = new Set([410]);
const FORBIDDEN: ReadonlySet<number> = new Set([401, 403]);

/** One OData service over HTTP: it is asked again when it is busy or unreachable, and given up after a while. */
export class OdataService {
  private readonly root: URL;
  private readonly authorization: Authorization;

  constructor(private readonly options: OdataOptions) {
    this.root = new URL(options.url.endsWith("/") ? options.url : `${options.url}/`);
    this.authorization = new Authorization(options.auth, options.timeoutSeconds * 1000);
  }

  /** For people: no query, where some services carry keys. */
  get place(): string {
    return `the service ${this.root.origin}${this.root.pathname}`;
  }

  /** The address of a path below the service with query options. */
  address(path: string, query: Readonly<Record<string, string>> = {}): string {
    const address = new URL(path, this.root);
    for (const [name, value] of Object.entries({ ...this.options.parameters, ...query }))
      address.searchParams.append(name, value);
    return address.href.replaceAll("+", "%20");
  }

  async metadata(): Promise<string> {
    const answer = await this.get(this.address("$metadata"), { accept: "application/xml" });
    if (answer.kind === "found") return answer.body;
    throw new ConcordError(
      "SOURCE_MISSING",
      `There is no OData service at ${this.root.origin}${this.root.pathname}: $metadata gave status ${answer.status}. Correct the url.`,
      "url",
    );
  }

  /** A JSON document; undefined: there is none. */
  async json(address: string, headers: Readonly<Record<string, string>> = {}): Promise<unknown> {
    const answer = await this.get(address, { accept: "application/json;odata.metadata=minimal", ...headers });
    if (answer.kind === "expired") throw new LinkExpired();
    if (answer.kind === "absent") return undefined;
    try {
      const body: unknown = JSON.parse(exactJson(answer.body));
      return body;
    } catch {
      throw new ConcordError(
        "IMPORT_RECORD_MALFORMED",
        `Expected JSON from ${this.shown(address)}, got another text. Check that the url is a service's, not a page's.`,
      );
    }
  }

  /** Follows a link that the service gave, unless it leads to another server: that one must not see our credentials. */
  async follow(link: string, headers?: Readonly<Record<string, string>>): Promise<unknown> {
    const address = new URL(link, this.root);
    if (address.origin !== this.root.origin)
      throw new ConcordError(
        "SOURCE_FORBIDDEN",
        `Expected a link within ${this.root.origin}, got one to ${address.origin}. Give the service's outer url, or correct its own.`,
        "url",
      );
    return this.json(address.href, headers);
  }

  private async get(address: string, headers: Readonly<Record<string, string>>): Promise<Answer> {
    const { attempts, firstWaitMs, longestWaitSeconds } = this.options;
    let problem = "";
    let renewed = false;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const response = await this.attempt(address, headers);
      if (typeof response !== "string") {
        const { status } = response;
        if (response.ok) return { kind: "found", body: await response.text() };
        await response.body?.cancel();
        if (EXPIRED.has(status)) return { kind: "expired", status };
        if (ABSENT.has(status)) return { kind: "absent", status };
        if (FORBIDDEN.has(status) && !(status === 401 && !renewed && this.authorization.renew()))
          throw this.forbidden(address, status);
        renewed ||= status === 401;
        if (status !== 429 && status < 500 && status !== 401) throw this.unexpected(address, status);
        problem = `status ${status}`;
        const asked = askedWaitMs(response.headers.get("retry-after"));
        if (asked !== undefined && asked > longestWaitSeconds * 1000)
          throw this.unavailable(address, `${problem} and the wish to wait ${Math.ceil(asked / 1000)} s`);
        if (attempt < attempts) await wait(asked ?? firstWaitMs * 2 ** (attempt - 1));
      } else {
        problem = response;
        if (attempt < attempts) await wait(firstWaitMs * 2 ** (attempt - 1));
      }
    }
    throw this.unavailable(address, problem);
  }

  /** The response, or in words why there is none. */
  private async attempt(address: string, headers: Readonly<Record<string, string>>): Promise<Response | string> {
    const authorization = await this.authorization.headers();
    try {
      return await fetch(address, {
        headers: { "odata-version": "4.0", "odata-maxversion": "4.01", ...headers, ...authorization },
        redirect: "manual",
        signal: AbortSignal.timeout(this.options.timeoutSeconds * 1000),
      });
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
      const code = cause instanceof Error && "code" in cause ? String(cause.code) : undefined;
      return `no answer (${code ?? (cause instanceof Error ? cause.name : "unknown")})`;
    }
  }

  private shown(address: string): string {
    const { origin, pathname } = new URL(address);
    return `${origin}${pathname}`;
  }

  private forbidden(address: string, status: number): ConcordError {
    const reason = `Expected to be let in to ${this.shown(address)}, got status ${status}. Check the credentials and what they may read.`;
    return new ConcordError("SOURCE_FORBIDDEN", reason, "auth");
  }

  private unexpected(address: string, status: number): ConcordError {
    const reason = `Expected an answer of ${this.shown(address)}, got status ${status}. Check the filter and the columns of the mapping.`;
    return new ConcordError("SOURCE_MISSING", reason);
  }

  private unavailable(address: string, problem: string): ConcordError {
    const reason = `Expected an answer of ${this.shown(address)}, got ${problem} ${this.options.attempts} times. Load again when the service runs.`;
    return new ConcordError("SOURCE_UNAVAILABLE", reason, "url");
  }
}

/** Seconds, or the moment to come back at. */
function askedWaitMs(header: string | null): number | undefined {
  if (header === null || header.trim() === "") return undefined;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const moment = Date.parse(header);
  return Number.isNaN(moment) ? undefined : Math.max(moment - Date.now(), 0);
}
