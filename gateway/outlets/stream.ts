import { pipeline, Readable } from "node:stream";
import { createGzip } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";
import { refusal } from "../limits/refusal";
import { takesGzip, VARY } from "./send";

/** A stream lasts as long as its client reads, and keeps a place and a page of rows meanwhile. */
const STREAMS_MAX = 8;
const RETRY_AFTER_SECONDS = 10;

/** Sends an answer in parts as they come. */
export type SendStream = (
  request: FastifyRequest,
  reply: FastifyReply,
  type: string,
  parts: AsyncGenerator<string>,
) => Promise<FastifyReply>;

/**
 * So many streams at once; one more is told to come again. What goes wrong before the first part is refused as ever; after that
 * the connection breaks off, so that no client takes a part for the whole.
 */
export function createStreams(): SendStream {
  let open = 0;
  return async (request, reply, type, parts) => {
    if (open >= STREAMS_MAX)
      throw refusal("OVERLOADED", "Concord sends as many streams as it can.", {}, RETRY_AFTER_SECONDS);
    open += 1;
    reply.raw.once("close", () => {
      open -= 1;
    });
    const first = await parts.next();
    const text = Readable.from(beginningWith(first, parts));
    reply.type(type).headers({ "cache-control": "private, no-store", vary: VARY });
    if (!takesGzip(request)) return reply.send(text);
    // A failing pipeline destroys what it writes to, and that ends the connection.
    return reply.header("content-encoding", "gzip").send(pipeline(text, createGzip(), () => undefined));
  };
}

/** As bytes, which are written as they are. */
async function* beginningWith(first: IteratorResult<string>, rest: AsyncGenerator<string>): AsyncGenerator<Buffer> {
  if (first.done) return;
  yield Buffer.from(first.value);
  for await (const part of rest) yield Buffer.from(part);
}
