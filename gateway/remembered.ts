import { BoundedMemory } from "../schema/bounded-memory";

/** A verified value and the second since the epoch after which it counts no longer. */
export interface Verified<Value> {
  readonly value: Value;
  readonly expiresAtSeconds: number;
}

const REMEMBERED_MAX = 1000;

/** Keeps the last successes of an expensive verification, never a failure, and none past its expiry. */
export function rememberUntilExpiry<Value>(
  verify: (token: string) => Promise<Verified<Value>>,
): (token: string) => Promise<Value> {
  const remembered = new BoundedMemory<Verified<Value>>(REMEMBERED_MAX);
  return async (token) => {
    const known = remembered.get(token);
    if (known && known.expiresAtSeconds > Date.now() / 1000) return known.value;
    remembered.forget(token);
    return remembered.set(token, await verify(token)).value;
  };
}
