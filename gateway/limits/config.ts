import { z } from "zod";
import { wholeNumber } from "../whole-number";
import { DEFAULT_LIMITS, type Limits } from "./settings";

/** The limits' part of the environment. */
export const limitEnvironment = {
  BODY_BYTES_MAX: wholeNumber(1_000, 100_000_000).default(DEFAULT_LIMITS.bodyBytes),
  BODY_TIMEOUT_MS: wholeNumber(100, 600_000).default(DEFAULT_LIMITS.bodyTimeoutMs),
  REQUEST_TIMEOUT_MS: wholeNumber(100, 3_600_000).default(DEFAULT_LIMITS.requestTimeoutMs),
  CONNECTIONS_MAX: wholeNumber(1, 1_000_000).default(DEFAULT_LIMITS.connections),
  CONCURRENCY_MAX: wholeNumber(1, 100_000).default(DEFAULT_LIMITS.concurrency),
  REQUESTS_PER_MINUTE_MAX: wholeNumber(1, 10_000_000).default(DEFAULT_LIMITS.requestsPerMinute),
  QUERY_TOKENS_MAX: wholeNumber(100, 1_000_000).default(DEFAULT_LIMITS.tokens),
  QUERY_DEPTH_MAX: wholeNumber(2, 200).default(DEFAULT_LIMITS.depth),
  QUERY_ALIASES_MAX: wholeNumber(0, 100_000).default(DEFAULT_LIMITS.aliases),
  QUERY_DIRECTIVES_MAX: wholeNumber(0, 100_000).default(DEFAULT_LIMITS.directives),
  QUERY_ROOT_FIELDS_MAX: wholeNumber(1, 10_000).default(DEFAULT_LIMITS.rootFields),
  QUERY_FIELDS_MAX: wholeNumber(10, 1_000_000).default(DEFAULT_LIMITS.fields),
  QUERY_COST_MAX: wholeNumber(10, 1_000_000_000).default(DEFAULT_LIMITS.cost),
  INPUT_DEPTH_MAX: wholeNumber(1, 200).default(DEFAULT_LIMITS.inputDepth),
  INPUT_ITEMS_MAX: wholeNumber(1, 1_000_000).default(DEFAULT_LIMITS.inputItems),
  LIST_SIZE_MAX: wholeNumber(1, 1_000).default(DEFAULT_LIMITS.listSize),
  ROWS_MAX: wholeNumber(1, 10_000_000).default(DEFAULT_LIMITS.rows),
  SUBSCRIPTIONS_PER_IDENTITY_MAX: wholeNumber(0, 100_000).default(DEFAULT_LIMITS.subscriptionsPerIdentity),
  SUBSCRIPTIONS_MAX: wholeNumber(0, 1_000_000).default(DEFAULT_LIMITS.subscriptions),
  SUBSCRIPTION_EVENTS_MAX: wholeNumber(1, 1_000).default(DEFAULT_LIMITS.subscriptionEvents),
  SUBSCRIPTION_HEARTBEAT_MS: wholeNumber(100, 600_000).default(DEFAULT_LIMITS.subscriptionHeartbeatMs),
  SUBSCRIPTION_STALL_MS: wholeNumber(100, 600_000).default(DEFAULT_LIMITS.subscriptionStallMs),
};

const environment = z.object(limitEnvironment);

export function limitSettings(env: z.infer<typeof environment>): Limits {
  return {
    bodyBytes: env.BODY_BYTES_MAX,
    bodyTimeoutMs: env.BODY_TIMEOUT_MS,
    requestTimeoutMs: env.REQUEST_TIMEOUT_MS,
    connections: env.CONNECTIONS_MAX,
    concurrency: env.CONCURRENCY_MAX,
    requestsPerMinute: env.REQUESTS_PER_MINUTE_MAX,
    tokens: env.QUERY_TOKENS_MAX,
    depth: env.QUERY_DEPTH_MAX,
    aliases: env.QUERY_ALIASES_MAX,
    directives: env.QUERY_DIRECTIVES_MAX,
    rootFields: env.QUERY_ROOT_FIELDS_MAX,
    fields: env.QUERY_FIELDS_MAX,
    inputDepth: env.INPUT_DEPTH_MAX,
    inputItems: env.INPUT_ITEMS_MAX,
    listSize: env.LIST_SIZE_MAX,
    cost: env.QUERY_COST_MAX,
    rows: env.ROWS_MAX,
    subscriptionsPerIdentity: env.SUBSCRIPTIONS_PER_IDENTITY_MAX,
    subscriptions: env.SUBSCRIPTIONS_MAX,
    subscriptionEvents: env.SUBSCRIPTION_EVENTS_MAX,
    subscriptionHeartbeatMs: env.SUBSCRIPTION_HEARTBEAT_MS,
    subscriptionStallMs: env.SUBSCRIPTION_STALL_MS,
  };
}
