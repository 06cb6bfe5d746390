import { type NameParts, withoutLegalForm, withoutScriptForm } from "./legal-forms";
import { canonical, tokensOf, umlautKey } from "./text";

const STOP_WORDS: ReadonlySet<string> = new Set(["the", "and", "of", "und", "et", "y", "e", "de", "la", "le"]);

/** A company's name in comparable words: no legal form, no stop words, umlauts in one spelling. */
export function companyName(name: string): NameParts {
  const script = withoutScriptForm(canonical(name));
  const words = tokensOf(prepared(script.text));
  const parts = withoutLegalForm(words);
  const telling = parts.words.filter((word) => !STOP_WORDS.has(word));
  return {
    words: telling.length > 0 ? telling : parts.words,
    legalForm: parts.legalForm ?? script.legalForm,
  };
}

/** Umlauts in one spelling, `&` as a word; Chinese and Japanese untouched. */
function prepared(text: string): string {
  return text.replace(/&/gu, " and ").replace(/[^\u2e80-\u9fff\uac00-\ud7af]+/gu, (latin) => umlautKey(latin) || " ");
}
