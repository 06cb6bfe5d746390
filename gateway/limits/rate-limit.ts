import { Redis } from "ioredis";
import type { Logger } from "pino";
import { type IRateLimiterOptions, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from "rate-limiter-flexible";
import { createBreaker } from "../breaker";
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
const AWAY = "Redis does not answer; this gateway counts requests for itself";

/** While Redis does not answer, each gateway counts for itself: a limit that fails closed would stop everybody. */
export async function createRateLimit({ requestsPerMinute, redisUrl, logger }: RateLimitSettings): Promise<RateLimit> {
  const window = { points: requestsPerMinute, duration: WINDOW_SECONDS, keyPrefix: KEY_PREFIX };
  const memory = new RateLimiterMemory(window);
  const shared = redisUrl ? await countTogether(redisUrl, window, logger) : undefined;
  return {
    async count(subject) {
      try {
        await (shared ? shared.count(subject, memory) : memory.consume(subject));
      } catch (reason) {
        if (!(reason instanceof RateLimiterRes)) throw reason;
        const seconds = Math.max(1, Math.ceil(reason.msBeforeNext / 1000));
        throw refusal("RATE_LIMITED", `You may send ${requestsPerMinute} requests a minute.`, {}, seconds);
      }
    },
    close: () => shared?.close(),
  };
}

interface SharedCount {
  /** Counts in Redis, or in what stands in for it. */
  count(subject: string, instead: RateLimiterMemory): Promise<unknown>;
  close(): void;
}

/** A Redis that hangs would hold every request up for its time-out, so after a few it is left out until it answers again. */
async function countTogether(url: string, window: IRateLimiterOptions, logger: Logger): Promise<SharedCount> {
  const redis = await connect(url, logger);
  const limiter = new RateLimiterRedis({ ...window, storeClient: redis });
  const breaker = createBreaker({
    probe: async () => void (await redis.ping()),
    onChange: (open) => logger.warn(open ? AWAY : "Redis answers; gateways count requests together again"),
    isNotItsFault: (error) => error instanceof RateLimiterRes,
  });
  return {
    count: (subject, instead) =>
      breaker
        .run(() => limiter.consume(subject))
        .catch((error: unknown) => {
          if (error instanceof RateLimiterRes) throw error;
          return instead.consume(subject);
        }),
    close() {
      breaker.close();
      redis.disconnect();
    },
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
    logger.warn({ code: error.code ?? error.name }, AWAY);
  });
  await new Promise<void>((resolve) => {
    redis.once("ready", resolve);
    redis.once("error", () => resolve());
  });
  return redis;
}
