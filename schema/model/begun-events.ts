import type { SourceEvent } from "./source-event";

/** Events whose first one was waited for. */
export interface BegunEvents {
  readonly isEmpty: boolean;
  /** All of them, the first included. */
  readonly events: AsyncIterable<SourceEvent>;
  /** Lets the source go on without the rest; harmless when all were taken. */
  end(): Promise<void>;
}

/** Waits for the first event, and with it for all that the source does before it can give one. */
export async function begun(source: AsyncIterable<SourceEvent>): Promise<BegunEvents> {
  const iterator = source[Symbol.asyncIterator]();
  const first = await iterator.next();
  async function* events(): AsyncGenerator<SourceEvent> {
    for (let next = first; !next.done; next = await iterator.next()) yield next.value;
  }
  return {
    isEmpty: first.done === true,
    events: events(),
    end: async () => void (await iterator.return?.()),
  };
}
