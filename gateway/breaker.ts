import CircuitBreaker from "opossum";

/** Stops asking a part that fails, and asks again when it answers a trivial question. */
export interface Breaker {
  /** Makes the call, or throws an error of code EOPENBREAKER at once while the part is known to fail. */
  run<Value>(call: () => Promise<Value>): Promise<Value>;
  isOpen(): boolean;
  close(): void;
}

export interface BreakerParts {
  /** Resolves when the part answers a trivial question. */
  readonly probe: () => Promise<void>;
  readonly onChange: (open: boolean) => void;
  /** Whether an error says nothing about the part, such as that the caller's time was up. */
  readonly isNotItsFault: (error: unknown) => boolean;
}

/** Half the calls of the last ten seconds failed, and they were not a handful. */
const RULES = {
  errorThresholdPercentage: 50,
  volumeThreshold: 6,
  rollingCountTimeout: 10_000,
  rollingCountBuckets: 10,
};
/** The library would let a caller's own question find out whether the part is back, and a hung part would hold it up. */
const NEVER_BY_A_CALLER = { resetTimeout: 2 ** 31 - 1, timeout: false } as const;
const PROBE_EVERY_MS = 500;

export function createBreaker({ probe, onChange, isNotItsFault }: BreakerParts): Breaker {
  const breaker = new CircuitBreaker((call: () => Promise<unknown>) => call(), {
    ...RULES,
    ...NEVER_BY_A_CALLER,
    errorFilter: isNotItsFault,
  });
  let timer: NodeJS.Timeout | undefined;
  const probeLater = (): void => {
    timer = setTimeout(() => probe().then(() => breaker.close(), probeLater), PROBE_EVERY_MS);
    timer.unref();
  };
  breaker.on("open", () => {
    onChange(true);
    probeLater();
  });
  breaker.on("close", () => onChange(false));
  return {
    run: <Value>(call: () => Promise<Value>) => breaker.fire(call) as Promise<Value>,
    isOpen: () => breaker.opened,
    close() {
      clearTimeout(timer);
      breaker.shutdown();
    },
  };
}
