import { z } from "zod";

/** Name of a source system, the first part of all its ids: two systems of one kind need a name each. */
export const systemName = z.string().regex(/^[a-z][a-z0-9-]*$/, "lower-case letters, digits and hyphens");
