import type { ReactNode } from "react";
import { type Language, useWords } from "../words/language";
import { Icon } from "./icon";

const OTHER: Readonly<Record<Language, { readonly language: Language; readonly name: string; readonly lang: string }>> =
  {
    en: { language: "zh", name: "中文", lang: "zh-CN" },
    zh: { language: "en", name: "English", lang: "en" },
  };

export function LanguageSwitch(): ReactNode {
  const { language, change } = useWords();
  const other = OTHER[language];
  return (
    <button type="button" className="button quiet language" lang={other.lang} onClick={() => change(other.language)}>
      <Icon name="language" />
      {other.name}
    </button>
  );
}
