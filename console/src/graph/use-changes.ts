import { type DocumentNode, print } from "graphql";
import { useEffect, useRef, useState } from "react";
import { useSession } from "../session/session";
import { type StreamState, watch } from "./watch";

/** Several changes in a row are one reason to ask again. */
const GATHER_MS = 500;

/** Asks again after what a subscription tells of, one time after the other. @returns how the subscription stands */
export function useChanges(subscription: DocumentNode, again: () => Promise<void>): StreamState {
  const { token } = useSession();
  const [state, setState] = useState<StreamState>("opening");
  const ask = useRef(again);
  ask.current = again;
  useEffect(() => {
    let changed = false;
    let asking = false;
    const onChange = async (): Promise<void> => {
      changed = true;
      if (asking) return;
      asking = true;
      while (changed) {
        await new Promise((wake) => setTimeout(wake, GATHER_MS));
        changed = false;
        await ask.current();
      }
      asking = false;
    };
    return watch({ token, query: print(subscription), onState: setState, onChange: () => void onChange() });
  }, [token, subscription]);
  return state;
}
