import { seeded } from "../subgraphs/mapping/matching/random";
import type { MatchRecord } from "../subgraphs/mapping/matching/record";

// Business partners of two systems with a known truth: the second list is the first as another clerk typed it.

const SYLLABLES =
  "ba be bo da de do fa fe ga go ha ka ke ki la le lo ma me mi na ne no pa pe ra re ri sa se so ta te to va ve vo wa za zo".split(
    " ",
  );
const TRADES =
  "Trading Logistics Foods Steel Motors Systems Optics Textiles Chemicals Consulting Print Energy Marine Tools Packaging Pharma".split(
    " ",
  );
const FORMS: readonly (readonly string[])[] = [
  ["GmbH", "Gesellschaft mbH", ""],
  ["Ltd", "Limited", "LTD."],
  ["Inc.", "Incorporated", ", INC"],
  ["LLC", "L.L.C.", ""],
  ["S.A.", "SA", ""],
  ["Co., Ltd.", "Company Limited", "CO LTD"],
];
const STREETS = ["Street", "Avenue", "Road", "Lane", "Boulevard"];
const SHORT = ["St.", "Ave", "Rd", "Ln", "Blvd"];

export interface Generated {
  readonly left: readonly MatchRecord[];
  readonly right: readonly MatchRecord[];
  /** The right id of each left record that has one. */
  readonly truth: ReadonlyMap<string, string>;
}

class Clerk {
  constructor(private readonly random: () => number) {}

  number(below: number): number {
    return Math.floor(this.random() * below);
  }

  one<T>(of: readonly [T, ...T[]] | readonly T[], otherwise: T): T {
    return of[this.number(of.length)] ?? otherwise;
  }

  chance(share: number): boolean {
    return this.random() < share;
  }

  word(syllables: number): string {
    const text = Array.from({ length: syllables }, () => this.one(SYLLABLES, "ba")).join("");
    return text.charAt(0).toUpperCase() + text.slice(1);
  }

  slip(text: string): string {
    const at = 1 + this.number(Math.max(1, text.length - 2));
    if (this.chance(0.5)) return text.slice(0, at) + text.slice(at + 1);
    return text.slice(0, at) + (text[at + 1] ?? "") + (text[at] ?? "") + text.slice(at + 2);
  }
}

/** Nine in ten left records have a partner on the right; the rest of either list stands alone. */
export function generatedParties(count: number, seed: number): Generated {
  const clerk = new Clerk(seeded(seed));
  const left: MatchRecord[] = [];
  const right: MatchRecord[] = [];
  const truth = new Map<string, string>();
  for (let at = 0; at < count; at += 1) {
    const [one, other] = pair(clerk, at);
    left.push(one);
    if (clerk.chance(0.9)) truth.set(one.id, other.id);
    right.push(truth.has(one.id) ? other : pair(clerk, count + at)[1]);
  }
  return { left, right, truth };
}

function pair(clerk: Clerk, at: number): readonly [MatchRecord, MatchRecord] {
  const words = [
    clerk.word(2 + clerk.number(2)),
    ...(clerk.chance(0.6) ? [clerk.word(3)] : []),
    clerk.one(TRADES, "Trading"),
  ];
  const forms = clerk.one(FORMS, ["Ltd"]);
  const street = clerk.number(STREETS.length);
  const [house, road, postal] = [1 + clerk.number(400), clerk.word(3), String(10_000 + clerk.number(5_000))];
  const city = `${clerk.word(2)}ville`;
  const taxId = String(100_000_000 + clerk.number(900_000_000));
  const domain = `${words.join("").toLowerCase()}${at}.example`;
  const name = `${words.join(" ")} ${forms[0]}`;
  const typed = clerk.chance(0.2) ? clerk.slip(words.join(" ")) : words.join(" ");
  const written = `${typed} ${clerk.one(forms, "")}`;
  return [
    {
      id: `L${at}`,
      country: "US",
      values: {
        name,
        taxId,
        email: `info@${domain}`,
        address: `${house} ${road} ${STREETS[street]}`,
        postalCode: postal,
        city,
      },
    },
    {
      id: `R${at}`,
      country: "US",
      values: {
        name: clerk.chance(0.25) ? written.toUpperCase() : written,
        taxId: clerk.chance(0.3)
          ? null
          : clerk.chance(0.05)
            ? clerk.slip(taxId)
            : `${taxId.slice(0, 2)}-${taxId.slice(2)}`,
        email: clerk.chance(0.4) ? null : `${clerk.chance(0.5) ? "billing" : "info"}@${domain}`,
        address: `${house} ${clerk.chance(0.1) ? clerk.slip(road) : road} ${SHORT[street]}`,
        postalCode: clerk.chance(0.05) ? clerk.slip(postal) : postal,
        city: clerk.chance(0.1) ? clerk.slip(city) : city,
      },
    },
  ];
}
