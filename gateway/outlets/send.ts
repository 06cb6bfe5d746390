import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";

const compress = promisify(gzip);
/** Less than a network packet is sent as it is. */
const COMPRESSED_FROM_BYTES = 1_400;

/** What of a request an answer depends on, beside its address. */
export const VARY = "accept, accept-encoding, authorization, x-api-key";

export const takesGzip = ({ headers }: FastifyRequest): boolean => /\bgzip\b/.test(headers["accept-encoding"] ?? "");

/**
 * Sends a whole answer: compressed for who takes it, named by its content (ETag), and left out when the client has it
 * already. Copies stay with the caller, since others are answered otherwise.
 */
export async function sendBody(
  request: FastifyRequest,
  reply: FastifyReply,
  type: string,
  body: string,
): Promise<FastifyReply> {
  const tag = createHash("sha256").update(type).update(body).digest("base64url").slice(0, 32);
  reply.type(type).headers({
    "cache-control": "private, no-cache",
    etag: `"${tag}"`,
    vary: VARY,
  });
  if (isKnown(request.headers["if-none-match"], tag)) return reply.code(304).send();
  const isZipped = body.length >= COMPRESSED_FROM_BYTES && takesGzip(request);
  if (!isZipped) return reply.send(body);
  // Another coding of the same content is another representation.
  return reply.headers({ "content-encoding": "gzip", etag: `"${tag}-gzip"` }).send(await compress(body));
}

function isKnown(header: string | undefined, tag: string): boolean {
  const known = (header ?? "").split(",").map((one) => one.trim().replace(/^W\//, "").replaceAll('"', ""));
  return known.includes("*") || known.includes(tag) || known.includes(`${tag}-gzip`);
}
