import { en, type Words, zh } from "../bilingual";

function degreeOf(bits: number): Words {
  if (bits >= 10) return { en: "very strongly", zh: "极强" };
  if (bits >= 5) return { en: "strongly", zh: "较强" };
  return bits >= 1 ? { en: "somewhat", zh: "一般" } : { en: "hardly", zh: "微弱" };
}

/** What a weight in bits means: 10 bits are odds of a thousand to one. */
export function strengthOf(weight: number): Words {
  const degree = degreeOf(Math.abs(weight));
  return weight < 0
    ? { en: en`${degree} against`, zh: zh`${degree}反对` }
    : { en: en`${degree} for`, zh: zh`${degree}支持` };
}
