import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { pause } from "./ask";
import { isReady } from "./part-process";

/**
 * What stands before several gateways: sends each request to the next one that says it is ready, and never sends it twice. The last
 * one that was ready is kept when all say no, as balancers do: a busy machine may be late with every probe.
 */
export interface Balancer {
  readonly url: string;
  close(): Promise<void>;
}

const PROBE_EVERY_MS = 100;
/** Longer than its client keeps a connection, so that none is closed just as it is used. */
const KEEP_ALIVE_MS = 75_000;

/** Over gateways that are ready when it starts; from then on it asks each of them. */
export async function balance(origins: readonly string[]): Promise<Balancer> {
  const ready = new Set(origins);
  const probing = new AbortController();
  const probes = origins.map((origin) => probe(origin, ready, probing.signal));
  const agent = new Agent({ keepAlive: true });
  let turn = 0;
  const server = createServer((asked, answer) => {
    const chosen = [...ready];
    turn += 1;
    forward(chosen[turn % chosen.length], agent, asked, answer);
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      probing.abort();
      await Promise.all(probes);
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function probe(origin: string, ready: Set<string>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    if (await isReady(origin)) ready.add(origin);
    else if (ready.size > 1) ready.delete(origin);
    await pause(PROBE_EVERY_MS);
  }
}

function forward(origin: string | undefined, agent: Agent, asked: IncomingMessage, answer: ServerResponse): void {
  if (!origin) {
    refuse(answer, 503, "no gateway is ready");
    return;
  }
  const { method, headers } = asked;
  const sent = request(`${origin}${asked.url}`, { method, headers, agent }, (response) => {
    // The connection is between the balancer and its client; what the gateway says of its own is not passed on.
    const { connection: _connection, "keep-alive": _keepAlive, ...passed } = response.headers;
    answer.writeHead(response.statusCode ?? 502, passed);
    response.pipe(answer);
  });
  sent.on("error", (error) => refuse(answer, 502, error.message));
  asked.pipe(sent);
}

function refuse(answer: ServerResponse, status: number, message: string): void {
  if (answer.headersSent) answer.destroy();
  else answer.writeHead(status).end(JSON.stringify({ errors: [{ message: `The balancer: ${message}.` }] }));
}
