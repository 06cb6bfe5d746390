import pg from "pg";
import { name } from "../sql";

const RECONNECT_MS = 1_000;

/** Listens on a connection of its own, and on a new one whenever that is lost. @returns how to stop */
export async function listenOn(
  connection: pg.ClientConfig,
  channel: string,
  told: () => void,
): Promise<() => Promise<void>> {
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let stopped = false;
  const lost = (): void => {
    if (stopped || retry) return;
    client = undefined;
    retry = setTimeout(() => {
      retry = undefined;
      void connect();
    }, RECONNECT_MS);
  };
  const connect = async (): Promise<void> => {
    const opened = new pg.Client(connection);
    opened.on("notification", told);
    opened.on("error", lost);
    opened.on("end", lost);
    try {
      await opened.connect();
      await opened.query(`listen ${name(channel).text}`);
      if (stopped) return await opened.end();
      client = opened;
      // What happened while nobody listened.
      told();
    } catch {
      await opened.end().catch(() => {});
      lost();
    }
  };
  await connect();
  return async () => {
    stopped = true;
    clearTimeout(retry);
    await client?.end();
  };
}
