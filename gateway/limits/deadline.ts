import type { ServerResponse } from "node:http";
import { ConcordError } from "../../schema/errors";

/** Aborts with DEADLINE_EXCEEDED when the time is over. */
export function deadlineOf(timeoutMs: number): AbortSignal {
  return deadline(timeoutMs).signal;
}

/** The same for a request over HTTP: also when its client is gone, and no timer is left when it is answered. */
export function requestDeadline(timeoutMs: number, response: ServerResponse): AbortSignal {
  const { signal, abort, clear } = deadline(timeoutMs);
  response.once("close", () => {
    clear();
    if (!response.writableFinished) abort("The client closed the connection.");
  });
  return signal;
}

/** For an answer in parts: each part has so much time, and none begins once the client is gone. */
export function partDeadlines(timeoutMs: number, response: ServerResponse): () => AbortSignal {
  const gone = new AbortController();
  response.once("close", () => gone.abort(new ConcordError("DEADLINE_EXCEEDED", "The client closed the connection.")));
  return () => AbortSignal.any([gone.signal, deadlineOf(timeoutMs)]);
}

function deadline(timeoutMs: number) {
  const controller = new AbortController();
  const abort = (message: string): void => controller.abort(new ConcordError("DEADLINE_EXCEEDED", message));
  const timer = setTimeout(() => abort(`The request was not answered within ${timeoutMs} ms.`), timeoutMs);
  timer.unref();
  return { signal: controller.signal, abort, clear: () => clearTimeout(timer) };
}
