import { createHmac } from "node:crypto";
import type { Logger } from "pino";
import { Agent, request } from "undici";
import type { Alert } from "./alert";

export interface WebhookSettings {
  readonly url: string;
  /** Signs what is sent, so that the receiver knows its sender. */
  readonly secret: string;
  /** The first wait before a retry; each further one is twice as long. */
  readonly retryMs: number;
  readonly logger: Logger;
  readonly count: (outcome: DeliveryOutcome) => void;
}

export type DeliveryOutcome = "delivered" | "retried" | "given-up" | "dropped";

const QUEUE_MAX = 1_000;
const ATTEMPTS_MAX = 8;
const TIMEOUT_MS = 10_000;

/** `t=<unix seconds>,v1=<HMAC-SHA-256 of "<t>.<body>">`: the time is signed too, so that a copy cannot be sent later. */
export function webhookSignature(body: string, secret: string, atSeconds: number): string {
  return `t=${atSeconds},v1=${createHmac("sha256", secret).update(`${atSeconds}.${body}`).digest("hex")}`;
}

/** Sends alerts one after the other, in their order; a receiver that is down makes no request wait. */
export class Webhook {
  private readonly queue: Alert[] = [];
  private readonly agent = new Agent({ connect: { timeout: TIMEOUT_MS } });
  private readonly stop = new AbortController();
  private sending: Promise<void> | undefined;

  constructor(private readonly settings: WebhookSettings) {}

  send(alert: Alert): void {
    this.queue.push(alert);
    if (this.queue.length > QUEUE_MAX) {
      // The oldest gives way, but not the one under way.
      this.queue.splice(1, 1);
      this.settings.count("dropped");
    }
    this.sending ??= this.work();
  }

  get waiting(): number {
    return this.queue.length;
  }

  async close(): Promise<void> {
    this.stop.abort();
    await this.sending;
    await this.agent.destroy();
    if (this.queue.length > 0) this.settings.logger.warn({ alerts: this.queue.length }, "alerts were not delivered");
  }

  private async work(): Promise<void> {
    for (let alert = this.queue[0]; alert && !this.stop.signal.aborted; alert = this.queue[0]) {
      const delivered = await this.deliver(alert);
      if (this.stop.signal.aborted && !delivered) break;
      this.queue.shift();
      this.settings.count(delivered ? "delivered" : "given-up");
    }
    this.sending = undefined;
  }

  private async deliver(alert: Alert): Promise<boolean> {
    for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
      const fault = await this.attempt(alert);
      if (fault === undefined) return true;
      this.settings.logger.warn({ alert: alert.id, attempt, fault }, "an alert was not taken");
      if (attempt === ATTEMPTS_MAX || !(await this.pause(this.settings.retryMs * 2 ** (attempt - 1)))) return false;
      this.settings.count("retried");
    }
    return false;
  }

  /** Gives what went wrong, without address or body. */
  private async attempt(alert: Alert): Promise<string | undefined> {
    const body = JSON.stringify(alert);
    try {
      const { statusCode, body: answer } = await request(this.settings.url, {
        method: "POST",
        dispatcher: this.agent,
        headersTimeout: TIMEOUT_MS,
        bodyTimeout: TIMEOUT_MS,
        signal: this.stop.signal,
        headers: {
          "content-type": "application/json",
          "x-concord-signature": webhookSignature(body, this.settings.secret, Math.floor(Date.now() / 1000)),
        },
        body,
      });
      await answer.dump();
      return statusCode >= 200 && statusCode < 300 ? undefined : `HTTP status ${statusCode}`;
    } catch (error) {
      const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
      return typeof code === "string" ? code : "no answer";
    }
  }

  /** @returns false when it was stopped meanwhile */
  private pause(durationMs: number): Promise<boolean> {
    const { signal } = this.stop;
    if (signal.aborted) return Promise.resolve(false);
    return new Promise((resolve) => {
      const stopped = (): void => {
        clearTimeout(timer);
        resolve(false);
      };
      const timer = setTimeout(() => {
        signal.removeEventListener("abort", stopped);
        resolve(true);
      }, durationMs);
      signal.addEventListener("abort", stopped, { once: true });
    });
  }
}
