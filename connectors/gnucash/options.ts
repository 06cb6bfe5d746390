import { z } from "zod";
import { isCurrencyCode } from "../../schema/values/currency";
import { systemName } from "../mapping/system-name";

const isTimeZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
};

const isPattern = (text: string): boolean => {
  try {
    return new RegExp(`${text}|`).exec("")?.length === 2;
  } catch {
    return false;
  }
};

/** Where a GnuCash book is, and what it does not say itself. */
export const gnucashOptions = z.strictObject({
  /** Path of the book: XML, plain or compressed, or SQLite. */
  file: z.string().min(1),
  /** First part of every id; two books need two. */
  system: systemName.default("gnucash"),
  /** A mapping file of one's own, such as one that tells fixed assets by their number; the one beside this unless said. */
  mapping: z.string().min(1).optional(),
  /** Currency the books are kept in, where the book holds several and names none. */
  currency: z.string().refine(isCurrencyCode, { error: "is an ISO 4217 code such as EUR" }).optional(),
  /** Where the book was kept, for days that old versions wrote as midnight of that place. */
  timeZone: z.string().refine(isTimeZone, { error: "is a time zone such as Europe/Berlin" }).default("UTC"),
  /** GnuCash has no field for tax ids: how one stands in the notes of a customer or vendor, with one group around it. */
  taxIdPattern: z.string().refine(isPattern, { error: "is a regular expression with one group" }).optional(),
});

export type GnucashOptions = z.infer<typeof gnucashOptions>;
