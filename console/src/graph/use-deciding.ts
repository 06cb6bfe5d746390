import { useRef, useState } from "react";
import { type Fault, faultsOf } from "./faults";

export interface Deciding {
  readonly busy: boolean;
  readonly faults: readonly Fault[];
  /** Carries a decision out, unless another one is under way. @returns whether it was made */
  decide(make: () => Promise<{ readonly error?: unknown }>): Promise<boolean>;
}

/** What a person decides, one decision at a time; why one was refused stays until the next. */
export function useDeciding(): Deciding {
  const [busy, setBusy] = useState(false);
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  // Two keys in a row come before anything is drawn again.
  const atWork = useRef(false);
  return {
    busy,
    faults,
    async decide(make) {
      if (atWork.current) return false;
      atWork.current = true;
      setBusy(true);
      const { error } = await make().catch((thrown: unknown) => ({ error: thrown }));
      atWork.current = false;
      setBusy(false);
      setFaults(faultsOf(error));
      return !error;
    },
  };
}
