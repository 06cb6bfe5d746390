import { umlautKey } from "./text";

/**
 * Legal forms as they end (or begin) a company's name, each with the spellings met in practice; forms of one meaning share a
 * key so that `Ltd` equals `Limited`. Spellings are in Latin letters without punctuation, or in their own script. Compared with
 * the abbreviations of the GLEIF's code list for ISO 20275, version 1.5 of 2023-09-28: trading companies are here; associations,
 * foundations, funds, public bodies and what is an everyday word at a name's end are not.
 */
const FORMS: Readonly<Record<string, readonly string[]>> = {
  ag: ["ag", "aktiengesellschaft"],
  gmbh: [
    "gmbh",
    "gesellschaft mbh",
    "ges mbh",
    "gesmbh",
    "g m b h",
    "ges m b h",
    "ggmbh",
    "gesellschaft mit beschränkter haftung",
  ],
  "gmbh & co kg": ["gmbh and co kg", "gmbh co kg", "ag and co kg", "ug and co kg", "se and co kg"],
  kgaa: ["kgaa", "gmbh and co kgaa", "ag and co kgaa", "se and co kgaa", "k g a a"],
  kg: ["kg", "kommanditgesellschaft"],
  ohg: ["ohg", "ohg mbh", "o h g", "og", "oeg"],
  gbr: ["gbr", "gesbr", "g b r"],
  partg: ["partg", "partg mbb", "partnerschaft mbb"],
  eu: ["e u"],
  keg: ["keg"],
  ug: ["ug", "ug haftungsbeschränkt"],
  eg: ["eg", "egen", "e gen"],
  ek: ["e k", "ek", "e kfm", "e kffr"],
  se: ["se", "societas europaea"],
  ltd: ["ltd", "limited", "l t d", "co ltd", "company limited", "company ltd", "coltd", "cyf", "cyfyngedig"],
  plc: ["plc", "public limited company", "p l c", "ccc", "cpt"],
  unltd: ["unltd", "ultd", "unlimited", "ulc", "unlimited company", "unlimited liability company", "puc", "pulc"],
  cic: ["cic", "community interest company"],
  dac: ["dac", "designated activity company"],
  clg: ["clg", "company limited by guarantee"],
  teo: ["teo", "teoranta"],
  llc: [
    "llc",
    "l l c",
    "limited liability company",
    "limited liability co",
    "ltd liability company",
    "ltd liability co",
  ],
  llp: ["llp", "l l p", "limited liability partnership", "rllp", "r l l p"],
  lllp: ["lllp", "l l l p", "rlllp", "r l l l p"],
  pllc: ["pllc", "p l l c", "professional limited liability company"],
  pc: ["p c", "prof corp", "professional corporation"],
  chtd: ["chtd", "chartered"],
  lp: ["lp", "l p", "limited partnership", "slp", "s l p", "ilp", "i l p", "elp"],
  inc: ["inc", "incorporated", "incorporation", "incorporee"],
  ltee: ["ltee", "limitee"],
  senc: ["senc", "s e n c", "sencrl", "s e n c r l"],
  corp: ["corp", "corporation"],
  co: ["co", "company", "cie", "and co", "and company"],
  "pty ltd": ["pty ltd", "pty limited", "proprietary limited", "proprietary ltd", "pty"],
  "pvt ltd": [
    "pvt ltd",
    "private limited",
    "pvt limited",
    "pte ltd",
    "pte limited",
    "smc pvt ltd",
    "smc private limited",
  ],
  sa: [
    "sa",
    "s a",
    "societe anonyme",
    "sociedad anonima",
    "sa de cv",
    "s a de c v",
    "sab de cv",
    "s a b de c v",
    "sapi de cv",
    "s a p i de c v",
    "s a u",
    "sau",
    "s a c",
    "s a a",
  ],
  sas: ["sas", "s a s", "sasu", "s a s de c v"],
  sarl: ["sarl", "s a r l", "societe a responsabilite limitee", "suarl", "s a r l s", "sagl"],
  eurl: ["eurl", "e u r l"],
  snc: ["snc", "s n c", "vof", "v o f"],
  sca: ["sca", "s c a", "scs", "s c s"],
  sci: ["sci", "s c i"],
  gie: ["gie", "geie", "eeig", "e e i g", "ewiv", "eesv"],
  eirl: ["eirl", "e i r l", "eireli"],
  "s de rl": ["s de r l", "s de r l de c v", "s de rl de cv"],
  coop: ["s coop", "soc coop", "societa cooperativa", "sociedad cooperativa"],
  scarl: ["scarl", "s c a r l", "scrl", "s c r l", "cvba"],
  sl: ["sl", "s l", "slu", "s l u", "sociedad limitada", "s l l", "s l n e"],
  lda: ["lda", "limitada", "ltda", "unipessoal lda", "cia ltda"],
  spa: ["spa", "s p a", "societa per azioni"],
  srl: ["srl", "s r l", "srls", "s r l s", "sprl", "s p r l"],
  bv: ["bv", "b v", "besloten vennootschap", "bvba", "b v b a"],
  cv: ["cv", "c v"],
  nv: ["nv", "n v", "naamloze vennootschap"],
  ab: ["ab", "aktiebolag", "aktiebolaget", "abp", "oy ab"],
  hb: ["hb", "handelsbolag", "kb", "kommanditbolag"],
  as: ["as", "a s", "aktieselskab", "aksjeselskap", "asa"],
  aps: ["aps", "anpartsselskab", "ivs"],
  ans: ["ans", "nuf", "amba", "fmba"],
  hf: ["hf", "ehf", "ohf", "slf", "slhf"],
  oy: ["oy", "oyj", "osakeyhtio"],
  ky: ["ky", "kommandiittiyhtio"],
  ou: ["ou", "osauhing"],
  sia: ["sia"],
  tub: ["tub"],
  uab: ["uab"],
  "sp zoo": ["sp z o o", "sp zoo", "spolka z o o", "spolka z ograniczona odpowiedzialnoscia", "sp z o o sp k"],
  sro: ["sro", "s r o", "spol s r o"],
  "sp k": ["sp k", "sp j", "sp p", "ska", "s k a", "psa", "k s", "v o s", "ver obch spol", "akc spol"],
  kft: ["kft"],
  zrt: ["zrt", "nyrt", "rt"],
  bt: ["bt", "kkt"],
  doo: ["doo", "d o o", "j d o o", "jdoo"],
  dno: ["d n o", "j t d", "k d", "o d"],
  ad: ["a d", "ead", "eood", "ood", "еад", "еоод", "оод"],
  shpk: ["shpk", "sh p k", "sha", "sh a"],
  epe: ["epe", "ike"],
  dd: ["dd", "d d"],
  ooo: ["ooo", "ооо", "общество с ограниченной ответственностью", "tov", "тов", "тоо"],
  pao: ["pao", "oao", "zao", "пао", "оао", "зао", "пат", "прат", "mmc", "asc", "qsc"],
  "as ticaret": ["ltd sti", "anonim sirketi", "limited sirketi", "koll sti", "kom sti"],
  kk: ["kk", "k k", "kabushiki kaisha", "株式会社", "(株)", "㈱"],
  gk: ["gk", "godo kaisha", "合同会社"],
  yk: ["yk", "yugen kaisha", "有限会社", "(有)", "㈲"],
  "jp partnership": ["合資会社", "合名会社", "(合)", "(資)", "(名)"],
  "cn co ltd": ["有限公司", "有限责任公司", "有限責任公司", "無限公司", "无限公司"],
  "cn joint stock": ["股份有限公司", "股份公司", "股份"],
  "cn works": ["集团", "集團"],
  "kr jusik": ["주식회사", "(주)", "㈜", "jusik hoesa"],
  "kr yuhan": ["유한회사", "유한책임회사", "(유)"],
  bhd: ["bhd", "sdn bhd", "sendirian berhad", "berhad"],
  pt: ["pt", "tbk", "perseroan terbatas", "persero"],
  fzco: ["fzco", "fze", "fz llc"],
  wll: ["wll", "w l l", "ذ.م.م"],
  pjsc: ["pjsc", "p j s c", "psc", "jsc", "ش.م.ع", "ش.م.خ"],
};

interface Spelling {
  readonly form: string;
  readonly words: readonly string[];
}

/** By their last word, the longest first; spelled as names are when they are compared. */
const LATIN: ReadonlyMap<string, readonly Spelling[]> = byLastWord(
  Object.entries(FORMS)
    .flatMap(([form, spellings]) => spellings.map((text) => ({ form, words: umlautKey(text).split(" ") })))
    .sort((one, other) => other.words.length - one.words.length),
);

function byLastWord(spellings: readonly Spelling[]): ReadonlyMap<string, readonly Spelling[]> {
  const groups = new Map<string, Spelling[]>();
  for (const spelling of spellings) {
    const last = spelling.words[spelling.words.length - 1] ?? "";
    groups.set(last, [...(groups.get(last) ?? []), spelling]);
  }
  return groups;
}

const OWN_SCRIPT: readonly (readonly [string, string])[] = Object.entries(FORMS)
  .flatMap(([form, spellings]) => spellings.map((text) => [text, form] as const))
  .filter(([text]) => /[^\x20-\x7e]/.test(text))
  .sort(([one], [other]) => other.length - one.length);

export interface NameParts {
  readonly words: readonly string[];
  /** The legal form's key, such as `ltd` for Limited; null: none was written. */
  readonly legalForm: string | null;
}

const endsWith = (words: readonly string[], tail: readonly string[]): boolean =>
  words.length > tail.length && tail.every((word, at) => words[words.length - tail.length + at] === word);

/** Forms that come first where they are usual: `PT Sumber Makmur`, `ООО Ромашка`. */
const LEADING: ReadonlySet<string> = new Set("pt ooo oao zao pao ao tov too uab sia sarl eurl sci".split(" "));

/** Takes the legal forms off the end, and such as come first off the beginning, of a name in Latin words, never the whole. */
export function withoutLegalForm(words: readonly string[]): NameParts {
  const [first = "", ...others] = words;
  const leads = others.length > 0 && LEADING.has(first);
  let rest = leads ? others : words;
  let legalForm: string | null = leads ? first : null;
  for (;;) {
    const found = LATIN.get(rest[rest.length - 1] ?? "")?.find((spelling) => endsWith(rest, spelling.words));
    if (!found) return { words: rest, legalForm };
    rest = rest.slice(0, rest.length - found.words.length);
    legalForm = found.form;
  }
}

/** Takes the legal forms in scripts without spaces off both ends: `株式会社明治` and `明治株式会社` are one. */
export function withoutScriptForm(text: string): { readonly text: string; readonly legalForm: string | null } {
  for (const [spelling, form] of OWN_SCRIPT) {
    if (text.length <= spelling.length) continue;
    if (text.endsWith(spelling)) return { text: text.slice(0, -spelling.length).trim(), legalForm: form };
    if (text.startsWith(spelling)) return { text: text.slice(spelling.length).trim(), legalForm: form };
  }
  return { text, legalForm: null };
}
