import parsePhoneNumber, { type CountryCode, isSupportedCountry } from "libphonenumber-js";
import { canonical } from "./text";

const supported = (country: string): country is CountryCode => isSupportedCountry(country);

/** E.164 where the number can be read with its country, else its digits. */
export function phone(text: string, country?: string | null): string {
  const code = country?.toUpperCase();
  const parsed = parsePhoneNumber(text, code && supported(code) ? code : undefined);
  return parsed?.isPossible() ? parsed.number : text.replace(/\D/g, "");
}

/** Providers where anybody has an address: their domain says nothing of who it is. */
const FREE_MAIL: ReadonlySet<string> = new Set(
  "gmail.com googlemail.com outlook.com hotmail.com live.com yahoo.com icloud.com aol.com gmx.de gmx.net web.de qq.com 163.com 126.com mail.ru yandex.ru proton.me protonmail.com".split(
    " ",
  ),
);

export interface Email {
  readonly address: string;
  /** Null at providers of mail for everybody. */
  readonly domain: string | null;
}

export function email(text: string): Email {
  const address = canonical(text).replace(/^mailto:/, "");
  const domain = address.split("@")[1] ?? "";
  return { address, domain: domain === "" || FREE_MAIL.has(domain) ? null : domain };
}
