import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { GraphQLError, type GraphQLSchema } from "graphql";
import { errorRegistry, graphError } from "../../../schema/errors";
import { clientCode, messageOf } from "../../errors";
import { isOutletParameter, parametersAt } from "../address";
import { challenge } from "../challenge";
import type { ReadableOperation } from "../operations";
import { type Parameters, variablesOf } from "../parameters";
import { type Reading, readAll, readPage } from "../reader";
import { sendBody } from "../send";
import type { Session } from "../session";
import { pageBody } from "./body";
import { metadataOf } from "./metadata";
import { applied, isPlain, type NumberedRow, type Options, optionsOf } from "./options";

const JSON_TYPE = "application/json;odata.metadata=minimal;charset=utf-8";

type Open = (request: FastifyRequest, reply: FastifyReply) => Promise<Session>;

/** Saved operations as entity sets of OData v4: what Power BI, Excel, Tableau and SAP read by themselves. */
export function addODataRoutes(app: FastifyInstance, open: Open, schema: () => GraphQLSchema): void {
  app.addHook("onRequest", async (_request, reply) => {
    reply.header("odata-version", "4.0");
  });
  app.setErrorHandler((error, request, reply) => refuse(error, request, reply));
  for (const path of ["/odata", "/odata/"]) {
    app.get(path, async (request, reply) =>
      sendBody(request, reply, JSON_TYPE, serviceBody(request, await readable(open, request, reply))),
    );
  }
  app.get("/odata/$metadata", async (request, reply) => {
    const body = metadataOf(await readable(open, request, reply));
    return sendBody(request, reply, "application/xml; charset=utf-8", body);
  });
  app.get<{ Params: { set: string }; Querystring: Parameters }>("/odata/:set", async (request, reply) => {
    const { reading, options } = await asked(await open(request, reply), request, schema());
    const { shape, saved } = reading.operation;
    const page = await pageOf(reading, options, request);
    const body = pageBody({
      ...page,
      context: `${service(request)}/$metadata#${saved.name}`,
      columns: shape.columns,
      select: options.select,
      isCompatible: /IEEE754Compatible=true/i.test(`${request.headers.accept} ${request.query["$format"]}`),
    });
    return sendBody(request, reply, JSON_TYPE, body);
  });
  app.get<{ Params: { set: string }; Querystring: Parameters }>("/odata/:set/$count", async (request, reply) => {
    const { reading, options } = await asked(await open(request, reply), request, schema());
    const rows = applied(options, await readAll(reading));
    return sendBody(request, reply, "text/plain; charset=utf-8", String(rows.length));
  });
}

async function readable(
  open: Open,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<readonly ReadableOperation[]> {
  const operations = await (await open(request, reply)).list();
  return operations.filter((operation): operation is ReadableOperation => !("fault" in operation));
}

function serviceBody(request: FastifyRequest, operations: readonly ReadableOperation[]): string {
  const value = operations.map(({ saved: { name } }) => ({ name, kind: "EntitySet", url: name }));
  return `${JSON.stringify({ "@odata.context": `${service(request)}/$metadata`, value })}\n`;
}

async function asked(session: Session, request: FastifyRequest, schema: GraphQLSchema) {
  const parameters = request.query as Parameters;
  const operation = await session.find((request.params as { set: string }).set);
  const options = optionsOf(parameters, operation.shape.columns);
  const variables = variablesOf(schema, operation, parameters, isOutletParameter);
  return { reading: session.reading(operation, variables), options };
}

interface PageOf {
  readonly rows: readonly NumberedRow[];
  readonly count: number | undefined;
  readonly nextLink: string | undefined;
}

/** A set in its own order is read page by page, however long it is; one that is filtered or ordered is read whole first. */
async function pageOf(reading: Reading, options: Options, request: FastifyRequest): Promise<PageOf> {
  if (isPlain(options) && !options.count) return plainPage(reading, options, request);
  const all = applied(options, await readAll(reading));
  const rows = all.slice(options.skip, options.top === undefined ? undefined : options.skip + options.top);
  return { rows, count: options.count ? all.length : undefined, nextLink: undefined };
}

async function plainPage(reading: Reading, { top, skipToken }: Options, request: FastifyRequest): Promise<PageOf> {
  const { passed, after } = skipToken === undefined ? { passed: 0, after: undefined } : tokenOf(skipToken);
  const wanted = Math.min(pagePreference(request) ?? reading.limits.listSize, reading.limits.listSize);
  const { rows, next } = await readPage(reading, wanted, after);
  const left = top === undefined ? rows.length : Math.max(0, top - passed);
  const numbered = rows.slice(0, left).map((cells, at) => ({ number: passed + at + 1, cells }));
  const isDone = next === undefined || (top !== undefined && passed + numbered.length >= top);
  const nextLink = isDone ? undefined : nextAddress(request, { passed: passed + numbered.length, after: next });
  return { rows: numbered, count: undefined, nextLink };
}

/** Where the next page begins: rows passed, for their numbers, and the graph's cursor. */
interface Token {
  readonly passed: number;
  readonly after: string | undefined;
}

function tokenOf(text: string): Token {
  const [, passed, after] = /^(\d{1,9})\.(.+)$/s.exec(Buffer.from(text, "base64url").toString("utf8")) ?? [];
  if (passed && after) return { passed: Number(passed), after };
  throw graphError("CURSOR_INVALID", "$skiptoken is not one that an earlier page gave.", { argument: "$skiptoken" });
}

function nextAddress(request: FastifyRequest, { passed, after }: Token): string {
  const token = Buffer.from(`${passed}.${after}`).toString("base64url");
  const parameters = parametersAt(request, "$skiptoken", token);
  return `${service(request)}/${(request.params as { set: string }).set}?${parameters}`;
}

function pagePreference({ headers: { prefer } }: FastifyRequest): number | undefined {
  const [, size] = /(?:odata\.)?maxpagesize=(\d{1,6})/.exec([prefer ?? []].flat().join(",")) ?? [];
  return size && Number(size) > 0 ? Number(size) : undefined;
}

function service({ protocol, host }: FastifyRequest): string {
  return `${protocol}://${host}/odata`;
}

/** A refusal as OData JSON 4.01, 21.1, writes it. */
function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const code = clientCode(error);
  if (!code) throw error;
  challenge(error, reply);
  const target = error instanceof GraphQLError ? error.extensions["argument"] : undefined;
  const details = { code, message: messageOf(error), ...(typeof target === "string" ? { target } : {}) };
  const body = { error: { ...details, innererror: { hint: errorRegistry[code].hint, requestId: request.id } } };
  return reply.code(errorRegistry[code].status).type(JSON_TYPE).send(JSON.stringify(body));
}
