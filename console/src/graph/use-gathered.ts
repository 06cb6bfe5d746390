import { useEffect, useRef, useState } from "react";
import type { Asked } from "./ask";
import type { Answer } from "./use-answer";

/**
 * One answer out of several questions, gathered anew whenever the key changes; what comes late for an earlier key is dropped.
 * @param key says what is asked for; undefined: nothing yet
 */
export function useGathered<Data>(key: string | undefined, gather: () => Promise<Asked<Data>>): Answer<Data> {
  const [gathered, setGathered] = useState<Asked<Data> & { readonly question: string }>();
  const [turn, setTurn] = useState(0);
  const now = useRef(gather);
  now.current = gather;
  const question = key === undefined ? undefined : `${turn} ${key}`;
  useEffect(() => {
    if (question === undefined) return;
    let wanted = true;
    void now.current().then((asked) => {
      if (wanted) setGathered({ ...asked, question });
    });
    return () => {
      wanted = false;
    };
  }, [question]);
  const current = gathered?.question === question ? gathered : undefined;
  return {
    data: current?.data,
    loading: question !== undefined && !current,
    faults: current?.faults ?? [],
    again: async () => setTurn((before) => before + 1),
  };
}
