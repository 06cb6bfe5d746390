import type { SupergraphManager } from "@apollo/gateway";
import { ConcordError } from "../schema/errors";

/** Holds the supergraph that is answered by, and takes another one while requests go on. */
export interface SupergraphSlot {
  readonly manager: SupergraphManager;
  /** Throws SUPERGRAPH_INVALID, and keeps what was, when the text is no supergraph. */
  change(sdl: string): void;
}

export function supergraphSlot(initial: string): SupergraphSlot {
  let update: ((sdl: string) => void) | undefined;
  return {
    manager: {
      async initialize(options) {
        update = options.update;
        return { supergraphSdl: initial };
      },
    },
    change(sdl) {
      try {
        update?.(sdl);
      } catch (error) {
        const reason = error instanceof Error ? error.message : "it cannot be read";
        throw new ConcordError("SUPERGRAPH_INVALID", `The supergraph is refused: ${reason}`, "supergraph");
      }
    },
  };
}
