import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export const SECRET = "s3cret-inside-of-finance";

type Answering = (request: IncomingMessage, response: ServerResponse, pass: () => void) => void;

const say =
  (status: number, text: string, type = "application/json"): Answering =>
  (request, response) => {
    request.resume();
    response.writeHead(status, { "content-type": type }).end(text);
  };

const drip: Answering = (_request, response) => {
  response.writeHead(200, { "content-type": "application/json" }).write(" ");
  const timer = setInterval(() => response.write(" "), 50);
  response.on("close", () => clearInterval(timer));
};

const truncated: Answering = (request, response) => {
  request.resume();
  response.writeHead(200, { "content-type": "application/json", "content-length": "5000" }).write('{"data":{"inv');
  setTimeout(() => request.socket.destroy(), 5);
};

const huge: Answering = (request, response) => {
  request.resume();
  response.writeHead(200, { "content-type": "application/json" });
  const chunk = " ".repeat(1024 * 1024);
  let sent = 0;
  const more = (): void => {
    sent += 1;
    if (sent > 80 || response.destroyed) response.end();
    else response.write(chunk, more);
  };
  more();
};

/** What a part that is broken does to who asks it; the last one only now and then. */
export const FAULT_MODES: Readonly<Record<string, Answering>> = {
  "resets the connection": (request) => request.socket.destroy(),
  "answers 500": say(500, `{"errors":[{"message":"${SECRET}"}]}`),
  "answers 502 in HTML": say(502, `<h1>${SECRET}</h1>`, "text/html"),
  "answers garbage": say(200, `{"data": ${SECRET}`),
  "answers data: null": say(200, '{"data":null}'),
  "answers another shape": say(200, `["${SECRET}"]`),
  "is slow (200 ms)": (_request, _response, pass) => void setTimeout(pass, 200),
  hangs: () => undefined,
  "drips without end": drip,
  "answers 80 MB": huge,
  "breaks off in the answer": truncated,
  "resets 30 % of the connections": (request, _response, pass) =>
    Math.random() < 0.3 ? request.socket.destroy() : pass(),
};

/** Stands before a subgraph and behaves as told. */
export interface FaultyServer {
  readonly url: string;
  answering: Answering | undefined;
  close(): Promise<void>;
}

export async function standBefore(target: string): Promise<FaultyServer> {
  const server = createServer((request, response) => {
    const pass = (): void => {
      const onward = httpRequest(target, { method: request.method, headers: request.headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      });
      onward.on("error", () => response.destroy());
      request.pipe(onward);
    };
    if (faulty.answering) faulty.answering(request, response, pass);
    else pass();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const faulty: FaultyServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    answering: undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return faulty;
}
