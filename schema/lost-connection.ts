const NETWORK = ["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH"];
/** The driver gives these no code. */
const DRIVER_TEXTS = /^(Connection terminated|Client has encountered a connection error|Query read timeout)/;
/** SQLSTATE of class 08 and of a server that is stopping, starting or has crashed. */
const SERVER_GONE = /^(08...|57P0[123])$/;

/** Whether a statement failed because PostgreSQL went away, which says nothing about the statement. */
export function isConnectionLost(error: unknown): boolean {
  const { code, message } = databaseFault(error);
  return NETWORK.includes(code) || SERVER_GONE.test(code) || DRIVER_TEXTS.test(message);
}

/** Code and text, by shape: the driver's errors, the server's and the network's have no class in common. */
export function databaseFault(error: unknown): { readonly code: string; readonly message: string } {
  const { code = "", message = "" } = (error ?? {}) as { readonly code?: unknown; readonly message?: unknown };
  return { code: String(code), message: String(message) };
}
