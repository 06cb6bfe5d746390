// What the other modules stand on: exact decimals, lists, and how something is refused.

export const refuse = (what) => {
  throw new Error(`This script does not prove ${what}.`);
};

// Decimals are whole numbers of units of ten to the minus SCALE: floats would not be exact.
export const SCALE = 60;
export const exact = (text, scale = SCALE) => {
  const [, minus, whole, fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? refuse(`the amount ${text}`);
  if (fraction.length > scale) refuse(`amounts of more than ${scale} decimals`);
  return BigInt(minus + whole + fraction.padEnd(scale, "0"));
};
export const plain = (value, scale = SCALE) => {
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, "0");
  const text = `${digits.slice(0, -scale)}.${digits.slice(-scale)}`.replace(/\.?0+$/, "");
  return value < 0n ? `-${text}` : text;
};
export const positive = (value) => (value > 0n ? value : 0n);
export const sumOf = (values) => values.reduce((total, value) => total + value, 0n);

export function groupBy(rows, keyOf) {
  const groups = new Map();
  for (const row of rows) {
    const key = keyOf(row);
    if (groups.has(key)) groups.get(key).push(row);
    else groups.set(key, [row]);
  }
  return groups;
}

export const byBytes = (one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other));
export const isIn = (list, value) => list === "*" || list.includes(value);
