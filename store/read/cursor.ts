import { createHmac, timingSafeEqual } from "node:crypto";
import { graphError } from "../../schema/errors";

/** What an ordering is, as a cursor remembers it. */
export interface OrderTerm {
  readonly field: string;
  readonly direction: "ASC" | "DESC";
}

export interface CursorCodec {
  encode(signature: string, values: readonly (string | null)[]): string;
  /** @throws CURSOR_INVALID when it was changed, cut or made for another list or order */
  decode(signature: string, cursor: string): readonly (string | null)[];
}

const MAC_BYTES = 16;

/** Cursors carry the last row's order values and a keyed checksum over them, the list and its order. */
export function cursorCodec(key: string): CursorCodec {
  const mac = (signature: string, payload: string): Buffer =>
    createHmac("sha256", key).update(`${signature}\n${payload}`).digest().subarray(0, MAC_BYTES);
  return {
    encode(signature, values) {
      const payload = JSON.stringify(values);
      return Buffer.concat([mac(signature, payload), Buffer.from(payload)]).toString("base64url");
    },
    decode(signature, cursor) {
      const bytes = Buffer.from(cursor, "base64url");
      const payload = bytes.subarray(MAC_BYTES).toString("utf8");
      const given = bytes.subarray(0, MAC_BYTES);
      const canonical = bytes.toString("base64url") === cursor;
      if (!canonical || given.length !== MAC_BYTES || !timingSafeEqual(given, mac(signature, payload)))
        throw graphError(
          "CURSOR_INVALID",
          "This cursor does not belong to this list in this order, or it was changed.",
        );
      return JSON.parse(payload);
    },
  };
}
