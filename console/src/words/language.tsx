import { createContext, type ReactNode, use, useEffect, useMemo, useState } from "react";
import { en } from "./en";
import { zh } from "./zh";

const dictionaries = { en, zh };
export type Language = keyof typeof dictionaries;
export type Word = keyof typeof en;

/** A name in both languages, for values of enums. */
export type Names = Readonly<Record<Language, string>>;

const KEY = "concord-console-language";

export interface Words {
  readonly language: Language;
  /** For numbers and dates. */
  readonly locale: string;
  change(language: Language): void;
  /** A text, with `{name}` replaced. */
  say(word: Word, values?: Readonly<Record<string, string | number>>): string;
}

const WordsContext = createContext<Words | undefined>(undefined);

export function LanguageProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [language, setLanguage] = useState<Language>(readLanguage);
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  }, [language]);
  const words = useMemo<Words>(
    () => ({
      language,
      locale: language === "zh" ? "zh-CN" : "en-GB",
      change(chosen) {
        localStorage.setItem(KEY, chosen);
        setLanguage(chosen);
      },
      say: (word, values = {}) =>
        dictionaries[language][word].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? "")),
    }),
    [language],
  );
  return <WordsContext value={words}>{children}</WordsContext>;
}

export function useWords(): Words {
  const words = use(WordsContext);
  if (!words) throw new Error("words are used outside of their provider");
  return words;
}

function readLanguage(): Language {
  const kept = localStorage.getItem(KEY);
  if (kept === "en" || kept === "zh") return kept;
  return navigator.language.startsWith("zh") ? "zh" : "en";
}
