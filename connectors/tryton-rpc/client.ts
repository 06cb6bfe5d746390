import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { ConcordError } from "../../schema/errors";
import type { TrytonRpcOptions } from "./options";

const answer = z.object({ result: z.unknown().optional(), error: z.array(z.unknown()).optional() });

const login = z.tuple([z.number(), z.string()]);

const preferences = z.looseObject({ company: z.number().nullish() });

/** Tryton answered with a fault of its own: a model or field it does not have, a rule of access. */
export class RpcFault extends Error {}

/** The model's name in a fault, if it is one about models. */
export const isUnknownName = (error: unknown, name: string): boolean =>
  error instanceof RpcFault && error.message.includes(`'${name}'`);

/** JSON-RPC with one trytond: logs in when needed, again when the session has ended, and logs out in the end. */
export class TrytonClient {
  private readonly address: string;
  private session: string | undefined;
  private context: Readonly<Record<string, unknown>> = {};
  private calls = 0;

  constructor(private readonly options: TrytonRpcOptions) {
    this.address = `${options.url.replace(/\/$/, "")}/${encodeURIComponent(options.database)}/`;
  }

  get place(): string {
    return `the Tryton database ${this.options.database} on ${new URL(this.options.url).host}`;
  }

  /** Logs in, unless it is. */
  async open(): Promise<void> {
    if (this.session === undefined) await this.login();
  }

  /** A method of a model, with the context of the user. */
  async call(model: string, method: string, ...parameters: readonly unknown[]): Promise<unknown> {
    for (const isRenewed of [false, true]) {
      await this.open();
      const response = await this.post(`model.${model}.${method}`, [...parameters, this.context]);
      if (response.status === 200) return this.resultOf(response.text);
      if (response.status !== 401) throw this.refused(model, response.status);
      this.session = undefined;
      if (isRenewed) throw this.refused(model, response.status);
    }
    throw this.refused(model, 401);
  }

  async close(): Promise<void> {
    if (this.session === undefined) return;
    // A session that cannot be ended ends by itself.
    await this.attempt("common.db.logout", []).catch(() => undefined);
    this.session = undefined;
  }

  private async login(): Promise<void> {
    const { user, password, company } = this.options;
    const response = await this.post("common.db.login", [user, { password }, "en"]);
    if (response.status !== 200) throw this.notLetIn(response.status);
    const parsed = login.safeParse(this.resultOf(response.text));
    if (!parsed.success) throw this.notLetIn(401);
    const [id, key] = parsed.data;
    this.session = `Session ${Buffer.from(`${user}:${id}:${key}`).toString("base64")}`;
    const own = await this.post("model.res.user.get_preferences", [true, {}]);
    const context = own.status === 200 ? preferences.parse(this.resultOf(own.text)) : {};
    // Inactive records count too, and names are those of the database, not of the user's language.
    this.context = {
      ...context,
      ...(company === undefined ? {} : { company: Number(company) }),
      active_test: false,
      language: "en",
    };
  }

  private resultOf(text: string): unknown {
    const parsed = answer.safeParse(parseJson(text));
    if (!parsed.success) throw this.unavailable("an answer that is no JSON-RPC");
    const { error, result } = parsed.data;
    if (error) throw new RpcFault(String(error[0] ?? "unknown"));
    return result;
  }

  /** Asks until there is an answer; a busy or absent server is asked again. */
  private async post(method: string, parameters: readonly unknown[]): Promise<{ status: number; text: string }> {
    const { attempts, firstWaitMs } = this.options;
    let problem = "";
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      try {
        const { status, text } = await this.attempt(method, parameters);
        if (status < 500 && status !== 429) return { status, text };
        problem = `status ${status}`;
      } catch (error) {
        const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
        problem = cause instanceof Error && "code" in cause ? `no answer (${String(cause.code)})` : "no answer";
      }
      if (attempt < attempts) await wait(firstWaitMs * 2 ** (attempt - 1));
    }
    throw this.unavailable(`${problem} ${attempts} times`);
  }

  private async attempt(method: string, parameters: readonly unknown[]): Promise<{ status: number; text: string }> {
    this.calls += 1;
    const response = await fetch(this.address, {
      method: "POST",
      headers: { "content-type": "application/json", ...(this.session ? { authorization: this.session } : {}) },
      body: JSON.stringify({ id: this.calls, method, params: parameters }),
      redirect: "manual",
      signal: AbortSignal.timeout(this.options.timeoutSeconds * 1000),
    });
    return { status: response.status, text: await response.text() };
  }

  private notLetIn(status: number): ConcordError {
    const reason =
      status === 404
        ? `Expected ${this.place}, got status 404. Check the database's name.`
        : `Expected to log in to ${this.place}, got status ${status}. Check the user and password.`;
    return new ConcordError(status === 404 ? "SOURCE_MISSING" : "SOURCE_FORBIDDEN", reason, "user");
  }

  private refused(model: string, status: number): ConcordError {
    const reason = `Expected to read ${model} of ${this.place}, got status ${status}. Give the user the right to read it.`;
    return new ConcordError("SOURCE_FORBIDDEN", reason, model);
  }

  private unavailable(problem: string): ConcordError {
    const reason = `Expected an answer of ${this.place}, got ${problem}. Load again when trytond runs.`;
    return new ConcordError("SOURCE_UNAVAILABLE", reason, "url");
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
