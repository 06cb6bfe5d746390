import { createClient, NetworkError } from "graphql-sse";
import { refusalIn } from "./faults";

/** How a subscription stands: refused is final, lost is tried again. */
export type StreamState = "opening" | "live" | "lost" | "refused";

interface WatchOptions {
  readonly token: string;
  readonly query: string;
  readonly onState: (state: StreamState) => void;
  /** Something changed, or may have while the stream was lost. */
  readonly onChange: () => void;
}

/** The longest pause between two tries. */
const PATIENCE_MS = 15_000;

/** Follows a subscription by server-sent events until it is told to stop. @returns what stops it */
export function watch({ token, query, onState, onChange }: WatchOptions): () => void {
  const client = createClient({
    url: "/graphql/stream",
    headers: { authorization: `Bearer ${token}` },
    // Tries are counted here: graphql-sse would repeat also what was refused.
    retryAttempts: 0,
  });
  let stopped = false;
  let tries = 0;
  const follow = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const connected = (): void => {
        if (tries > 0) onChange();
        tries = 0;
        onState("live");
      };
      client.subscribe({ query }, { next: onChange, error: reject, complete: resolve }, { connected });
    });
  const run = async (): Promise<void> => {
    while (!stopped) {
      const refused = await follow().then(() => false, isRefusal);
      if (stopped) return;
      onState(refused ? "refused" : "lost");
      if (refused) return;
      tries += 1;
      await new Promise((wake) => setTimeout(wake, Math.min(PATIENCE_MS, 500 * 2 ** tries)));
    }
  };
  void run();
  return () => {
    stopped = true;
    client.dispose();
  };
}

/** Too many subscriptions may be fewer soon, and a gateway that is gone may come back; anything else stays as it is. */
async function isRefusal(error: unknown): Promise<boolean> {
  const response = error instanceof NetworkError ? (error as NetworkError<Response>).response : undefined;
  if (!response) return false;
  const faults = refusalIn(await response.text().catch(() => "")) ?? [];
  if (faults.some(({ code }) => code === "SUBSCRIPTIONS_UNAVAILABLE")) return true;
  return response.status < 500 && response.status !== 429;
}
