import type { ApolloGateway, ServiceMap } from "@apollo/gateway";
import type { Conditions } from "./conditions";

/** A request as Apollo Server hands it to a gateway, and what a gateway answers. */
export type ExecutorRequest = Parameters<ApolloGateway["executor"]>[0];
export type ExecutorAnswer = Awaited<ReturnType<ApolloGateway["executor"]>>;

/** One plan under way. */
export interface Run {
  readonly request: ExecutorRequest;
  readonly sources: ServiceMap;
  readonly conditions: Conditions;
  /** Errors of subgraphs and of calls to them, in the order in which they came. */
  readonly errors: Error[];
}
