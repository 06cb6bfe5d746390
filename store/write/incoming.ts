import type { EntityDefinition } from "../../schema/model/definition";

/** What an import is given: the connector contract's events, by shape. */
export interface Origin {
  readonly file: string;
  readonly line: number;
}

export interface IncomingRow {
  readonly kind: "row";
  readonly entity: EntityDefinition;
  readonly values: Readonly<Record<string, string | null>>;
  readonly origin: Origin;
}

export interface IncomingRejection {
  readonly kind: "rejected";
  readonly entity: string | null;
  readonly code: string;
  readonly path: string;
  readonly reason: string;
  readonly record: Readonly<Record<string, string>>;
  readonly origin: Origin;
}

export interface IncomingSkip {
  readonly kind: "skipped";
  readonly entity: string;
  readonly because: string;
  readonly origin: Origin;
}

export type IncomingEvent = IncomingRow | IncomingRejection | IncomingSkip;
