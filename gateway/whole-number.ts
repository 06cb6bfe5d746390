import { z } from "zod";

/** A setting that is a whole number within bounds, which its fault names. */
export function wholeNumber(from: number, to: number) {
  const error = `is a whole number from ${from} to ${to}`;
  return z.coerce.number({ error }).int({ error }).min(from, { error }).max(to, { error });
}
