import type { AddressInfo } from "node:net";
import { createServer, connect as open, type Server, type Socket } from "node:net";

/** A network between a client and a server that fails as it is told. */
export interface TcpProxy {
  /** The address of the server, through this network. */
  readonly url: string;
  /** Ends every connection, and refuses new ones until `mend`. */
  cut(): Promise<void>;
  /** Ends every connection; new ones are good. */
  interrupt(): void;
  /** Carries nothing any more, and says nothing, until `mend`. */
  hang(): void;
  mend(): Promise<void>;
  close(): Promise<void>;
}

export async function proxyTo(target: string): Promise<TcpProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let hanging = false;
  const carry = (from: Socket, to: Socket): void => {
    from.on("data", (chunk) => {
      if (!hanging) to.write(chunk);
    });
    from.on("error", () => to.destroy());
    from.on("close", () => to.destroy());
  };
  const listen = (at: number): Promise<Server> =>
    new Promise((resolve) => {
      const server = createServer((near) => {
        const far = open(Number(port), hostname);
        for (const socket of [near, far]) sockets.add(socket.on("close", () => sockets.delete(socket)));
        carry(near, far);
        carry(far, near);
      });
      server.listen(at, "127.0.0.1", () => resolve(server));
    });
  let server: Server | undefined = await listen(0);
  const at = (server.address() as AddressInfo).port;
  const interrupt = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const cut = async (): Promise<void> => {
    const closing = server;
    server = undefined;
    interrupt();
    if (closing) await new Promise((resolve) => closing.close(resolve));
  };
  const url = new URL(target);
  url.hostname = "127.0.0.1";
  url.port = String(at);
  return {
    url: url.href,
    cut,
    interrupt,
    hang() {
      hanging = true;
    },
    async mend() {
      // What was sent while nothing was carried is lost, so those connections are of no use.
      if (hanging) interrupt();
      hanging = false;
      server ??= await listen(at);
    },
    close: cut,
  };
}
