import { readFileSync, unwatchFile, watchFile } from "node:fs";
import type { Logger } from "pino";
import type { Gateway } from "../gateway/server";

/** Looking at times is all that works alike on every disk, also where a file is replaced rather than written. */
const LOOKED_AT_EVERY_MS = 500;

/**
 * Lets a running gateway answer by the supergraph of a file whenever it changes; one that is refused is told to the log, and the
 * gateway goes on as before.
 * @returns ends the watch
 */
export function followSupergraph(file: string, gateway: Gateway, logger: Logger): () => void {
  const change = (): void => {
    try {
      gateway.changeSupergraph(readFileSync(file, "utf8"));
      logger.info({ file }, "the supergraph was changed");
    } catch (error) {
      logger.error({ file, error: String(error) }, "the supergraph was not changed");
    }
  };
  watchFile(file, { interval: LOOKED_AT_EVERY_MS }, (now, before) => {
    if (now.mtimeMs !== before.mtimeMs && now.size > 0) change();
  });
  return () => unwatchFile(file);
}
