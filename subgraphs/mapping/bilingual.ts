/** The languages that mapping tells its reasons in. */
export const LANGUAGES = ["en", "zh"] as const;
type Language = (typeof LANGUAGES)[number];

/** A text in each language. */
export type Words = Readonly<Record<Language, string>>;

/** What stands in a text: words in its language, or what is the same in all, such as a number or a day. */
export type Value = Words | string | number | null | undefined;

const inLanguage = (value: Value, language: Language): string =>
  typeof value === "object" && value !== null ? value[language] : String(value ?? "–");

/** An English text. */
export const en = (texts: TemplateStringsArray, ...values: readonly Value[]): string =>
  String.raw({ raw: texts }, ...values.map((value) => inLanguage(value, "en")));

/** A Chinese text, with a space between Chinese characters and a value in Latin letters or digits, as it is set in print. */
export const zh = ([start = "", ...texts]: TemplateStringsArray, ...values: readonly Value[]): string =>
  texts.reduce((text, next, at) => spaced(spaced(text, inLanguage(values[at], "zh")), next), start);

const isChinese = { atEnd: /\p{Script=Han}$/u, atStart: /^\p{Script=Han}/u };
const isLatin = { atEnd: /[\p{Script=Latin}\d]$/u, atStart: /^-?[\p{Script=Latin}\d]/u };

function spaced(left: string, right: string): string {
  const touch =
    (isChinese.atEnd.test(left) && isLatin.atStart.test(right)) ||
    (isLatin.atEnd.test(left) && isChinese.atStart.test(right));
  return `${left}${touch ? " " : ""}${right}`;
}
