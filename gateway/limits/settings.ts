/** The bounds of one gateway. Each is a number of what its name says; docs/limits.md says why each is what it is. */
export interface Limits {
  /** Bytes of a request's body. */
  readonly bodyBytes: number;
  /** Time a client has to send its whole request, in milliseconds. */
  readonly bodyTimeoutMs: number;
  /** Time from a request's arrival to its answer, in milliseconds. */
  readonly requestTimeoutMs: number;
  /** Open connections, idle ones too. */
  readonly connections: number;
  /** GraphQL requests in work at the same time; the next one is told to come again. */
  readonly concurrency: number;
  /** Requests of one identity in a minute. */
  readonly requestsPerMinute: number;
  /** Lexical tokens of a document. */
  readonly tokens: number;
  /** Levels of fields, through fragments. */
  readonly depth: number;
  /** Aliases, through fragments. */
  readonly aliases: number;
  /** Directives on fields and fragments, through fragments. */
  readonly directives: number;
  /** Fields of an operation's root. */
  readonly rootFields: number;
  /** Fields in all, each fragment counted wherever it is spread. */
  readonly fields: number;
  /** Levels of lists and objects in one argument or variable. */
  readonly inputDepth: number;
  /** Entries of one list in an argument or variable. */
  readonly inputItems: number;
  /** Rows of one page: `first` and `last`. */
  readonly listSize: number;
  /** Estimated cost of an operation, in the unit of docs/limits.md. */
  readonly cost: number;
  /** Rows of one answer, over all its lists: estimated before, counted after. */
  readonly rows: number;
  /** Subscriptions of one identity at the same time, and its WebSocket connections. */
  readonly subscriptionsPerIdentity: number;
  /** Subscriptions of all at the same time. */
  readonly subscriptions: number;
  /** Events of subscriptions that are answered at the same time. */
  readonly subscriptionEvents: number;
  /** Time without an event after which a sign of life is sent and the credential looked at again, in milliseconds. */
  readonly subscriptionHeartbeatMs: number;
  /** Time that an event may wait for its client to take it, in milliseconds. */
  readonly subscriptionStallMs: number;
}

export const DEFAULT_LIMITS: Limits = {
  bodyBytes: 1024 * 1024,
  bodyTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  connections: 2_000,
  concurrency: 64,
  requestsPerMinute: 6_000,
  tokens: 10_000,
  depth: 20,
  aliases: 100,
  directives: 50,
  rootFields: 25,
  fields: 5_000,
  inputDepth: 20,
  inputItems: 5_000,
  listSize: 1_000,
  cost: 500_000,
  rows: 100_000,
  subscriptionsPerIdentity: 20,
  subscriptions: 1_000,
  subscriptionEvents: 8,
  subscriptionHeartbeatMs: 10_000,
  subscriptionStallMs: 10_000,
};
