import type { Words } from "../bilingual";

// What the values of a field can be to each other, as it is told.
export const DIFFER: Words = { en: "differ", zh: "不同" };
export const SHARE_WORDS: Words = { en: "share telling words", zh: "有相同的关键词" };
export const NEARLY_ALIKE: Words = { en: "are nearly alike", zh: "几乎相同" };
export const BUT_FOR_LEGAL_FORM: Words = { en: "are alike but for the legal form", zh: "除组织形式外相同" };
export const SOUND_ALIKE: Words = { en: "sound alike", zh: "读音相近" };
export const ALIKE: Words = { en: "are alike", zh: "相同" };
export const ONE_SLIP: Words = { en: "are one slip apart", zh: "仅差一处笔误" };
export const ONE_DOMAIN: Words = { en: "are of one domain", zh: "域名相同" };
export const ONE_HOUSE: Words = { en: "are of one street and number", zh: "街道和门牌号相同" };
export const BUT_FOR_AFFIX: Words = { en: "are one but for a prefix or suffix", zh: "除前后缀外相同" };
export const WITHIN_TENTH: Words = { en: "are within a tenth", zh: "相差不超过十分之一" };
export const WITHIN_HUNDREDTH: Words = { en: "are within a hundredth", zh: "相差不超过百分之一" };
export const EQUAL: Words = { en: "are equal", zh: "相等" };
