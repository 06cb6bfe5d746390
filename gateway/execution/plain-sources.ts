import type { GraphQLDataSource } from "@apollo/gateway";
import { type DocumentNode, execute, type GraphQLError, type GraphQLSchema, parse, validate } from "graphql";
import { Agent, request } from "undici";

type Process = GraphQLDataSource["process"];
type Question = Parameters<Process>[0];
type Answer = Awaited<ReturnType<Process>>;

/** A subgraph that gives no identity to anybody: as a schema in this process, or at an address. */
export interface PlainSource extends GraphQLDataSource {
  close(): Promise<void>;
}

const CONNECTIONS_MAX = 64;

/** Validates each planned document once and executes it in this process; the request's context is handed on. */
export function schemaSource(schema: GraphQLSchema): PlainSource {
  const faultsOf = new WeakMap<DocumentNode, readonly GraphQLError[]>();
  return {
    async process(question) {
      const document = documentOf(question);
      const faults = faultsOf.get(document) ?? validate(schema, document);
      faultsOf.set(document, faults);
      if (faults.length > 0) return { errors: [...faults] } as Answer;
      const { variables, operationName } = question.request;
      const contextValue: unknown = question.context;
      const asked = { schema, document, contextValue, variableValues: variables ?? {} };
      return (await execute(operationName ? { ...asked, operationName } : asked)) as Answer;
    },
    close: async () => undefined,
  };
}

function documentOf(question: Question): DocumentNode {
  const planned = "document" in question ? question.document : undefined;
  return planned ?? parse(question.request.query ?? "");
}

/** Asks over HTTP; connections are kept open. Rejects when what comes is no answer of GraphQL. */
export function urlSource(url: string): PlainSource {
  const dispatcher = new Agent({ connections: CONNECTIONS_MAX });
  return {
    async process({ request: { query, variables, operationName } }) {
      const { body, statusCode } = await request(url, {
        method: "POST",
        dispatcher,
        headers: { "content-type": "application/json", accept: "application/json" },
        body: JSON.stringify({ query, variables, operationName }),
      });
      return answerIn(await body.text(), statusCode);
    },
    close: () => dispatcher.close(),
  };
}

function answerIn(text: string, statusCode: number): Answer {
  const answer: unknown = text.startsWith("{") ? JSON.parse(text) : undefined;
  const isAnswer = typeof answer === "object" && answer !== null && ("data" in answer || "errors" in answer);
  if (!isAnswer) throw new Error(`a subgraph answered with status ${statusCode} and nothing of GraphQL`);
  return answer as Answer;
}
