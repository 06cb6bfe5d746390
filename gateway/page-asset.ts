import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";

/** A file of a page of ours, named by its content, so that a kept copy never becomes stale. */
export interface PageAsset {
  readonly path: string;
  readonly type: string;
  readonly content: string | Buffer;
  compressed(): Promise<Buffer>;
}

export function pageAsset(path: string, type: string, content: string | Buffer): PageAsset {
  let compressed: Promise<Buffer> | undefined;
  return {
    path,
    type,
    content,
    compressed() {
      compressed ??= promisify(gzip)(content);
      return compressed;
    },
  };
}

export async function sendAsset(
  asset: PageAsset,
  contentSecurityPolicy: string,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  reply.type(asset.type).headers({
    "cache-control": "public, max-age=31536000, immutable",
    "content-security-policy": contentSecurityPolicy,
    vary: "accept-encoding",
  });
  if (!/\bgzip\b/.test(request.headers["accept-encoding"] ?? "")) return reply.send(asset.content);
  return reply.header("content-encoding", "gzip").send(await asset.compressed());
}
