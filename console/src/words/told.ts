import type { Language } from "./language";

type Text = string | null | undefined;

/** What the graph tells in both languages, in the reader's; what it does not have in Chinese, in English. */
export const told = (language: Language, english: Text, chinese: Text): Text =>
  language === "zh" ? (chinese ?? english) : english;
