import { Redis } from "ioredis";
import type { Logger } from "pino";
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import { refusal } from "./refusal";

export interface RateLimit {
  /** Counts one request of an identity; throws RATE_LIMITED with the seconds to wait. */
  count(subject: string): Promise<void>;
  close(): void;
}

export interface RateLimitSettings {
  readonly requestsPerMinute: number;
  /** Where several gateways count together; absent: each counts for itself. */
  readonly redisUrl?: string | undefined;
  readonly logger: Logger;
}

const WINDOW_SECONDS = 60;
const KEY_PREFIX = "concord:rate";
const CONNECT_TIMEOUT_MS = 1_000;

/** While Redis does not answer, each gateway counts for itself: a limit that fails closed would stop everybody. */
export async function createRateLimit({ requestsPerMinute, redisUrl, logger }: RateLimitSettings): Promise<RateLimit> {
  const window = { points: requestsPerMinute, duration: WINDOW_SECONDS, keyPrefix: KEY_PREFIX };
  const memory = new RateLimiterMemory(window);
  const redis = redisUrl ? await connect(redisUrl, logger) : undefined;
  const limiter = redis ? new RateLimiterRedis({ ...window, storeClient: redis, insuranceLimiter: memory }) : memory;
  return {
    async count(subject) {
      try {
        await limiter.consume(subject);
      } catch (reason) {
        if (!(reason instanceof RateLimiterRes)) throw reason;
        const seconds = Math.max(1, Math.ceil(reason.msBeforeNext / 1000));
        throw refusal("RATE_LIMITED", `You may send ${requestsPerMinute} requests a minute.`, {}, seconds);
      }
    },
    close: () => redis?.disconnect(),
  };
}

/** Connected, or known not to be for now: ioredis goes on trying. */
async function connect(url: string, logger: Logger): Promise<Redis> {
  const redis = new Redis(url, {
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: CONNECT_TIMEOUT_MS,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
  });
  // The address may hold a password, so only the kind of fault is told.
  redis.on("error", (error: NodeJS.ErrnoException) => {
    logger.warn({ code: error.code ?? error.name }, "Redis does not answer; this gateway counts requests for itself");
  });
  await new Promise<void>((resolve) => {
    redis.once("ready", resolve);
    redis.once("error", () => resolve());
  });
  return redis;
}
