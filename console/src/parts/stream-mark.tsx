import type { ReactNode } from "react";
import type { StreamState } from "../graph/watch";
import { useWords, type Word } from "../words/language";
import { Pill, type Tone } from "./pill";

const MARKS: Readonly<Record<StreamState, readonly [Tone, Word]>> = {
  opening: ["calm", "streamOpening"],
  live: ["good", "streamLive"],
  lost: ["busy", "streamLost"],
  refused: ["calm", "streamRefused"],
};

/** Whether a page follows what changes, or shows what was there when it was asked. */
export function StreamMark({ state }: { readonly state: StreamState }): ReactNode {
  const { say } = useWords();
  const [tone, word] = MARKS[state];
  return (
    <span role="status" data-stream={state}>
      <Pill tone={tone}>{say(word)}</Pill>
    </span>
  );
}
