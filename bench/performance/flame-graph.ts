import type { Frame } from "./cpu-profile";

const [WIDTH, ROW, LETTER, TOP] = [1200, 17, 6.2, 40];
/** What is narrower cannot be seen. */
const LEAST_SHARE = 0.002;
const DEEPEST = 45;

const COLOURS: Readonly<Record<string, string>> = {
  gateway: "#1f6f8b",
  subgraphs: "#3a9d7c",
  store: "#d9a441",
  schema: "#8c6bb1",
  pg: "#c9713f",
  "pg-protocol": "#c9713f",
  "pg-pool": "#c9713f",
  garbage: "#9c4a4a",
  node: "#b5b5b5",
};
const OTHERS = "#cfc8b8";
const LEGEND = ["gateway", "subgraphs", "store", "schema", "pg", "garbage", "node"];

/** The call tree as SVG: callers above, a frame as wide as its share of the time. */
export function flameGraph(root: Frame, title: string): string {
  const drawn = [...root.below.values()];
  const depth = Math.min(DEEPEST, depthOf(root, root.ms * LEAST_SHARE));
  const height = TOP + depth * ROW + 10;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="sans-serif" font-size="11">
<title>${escaped(title)}</title>
<rect width="${WIDTH}" height="${height}" fill="#fff"/>
<text x="4" y="14" font-weight="bold">${escaped(title)}</text>
${LEGEND.map((part, at) => legend(part, 4 + at * 90)).join("\n")}
${frames(drawn, { x: 0, scale: WIDTH / root.ms, row: 0, all: root.ms }).join("\n")}
</svg>
`;
}

interface Where {
  readonly x: number;
  /** Units of width for a millisecond. */
  readonly scale: number;
  readonly row: number;
  readonly all: number;
}

function frames(siblings: readonly Frame[], { x, ...where }: Where): readonly string[] {
  let left = x;
  return [...siblings]
    .sort((one, other) => other.ms - one.ms)
    .flatMap((frame) => {
      const at = left;
      left += frame.ms * where.scale;
      if (frame.ms < where.all * LEAST_SHARE || where.row >= DEEPEST) return [];
      const below = frames([...frame.below.values()], { ...where, x: at, row: where.row + 1 });
      return [box(frame, at, where), ...below];
    });
}

function box(frame: Frame, x: number, { scale, row, all }: Omit<Where, "x">): string {
  const [width, y] = [frame.ms * scale, TOP + row * ROW];
  const letters = Math.floor((width - 4) / LETTER);
  const text = letters < 3 ? "" : frame.name.length <= letters ? frame.name : `${frame.name.slice(0, letters - 1)}…`;
  const share = `${((100 * frame.ms) / all).toFixed(1)} %`;
  return `<g><title>${escaped(`${frame.name} (${frame.part}), ${share}`)}</title><rect x="${round(x)}" y="${y}" width="${round(Math.max(width - 0.5, 0.5))}" height="${ROW - 1}" fill="${colourOf(frame.part)}"/>${
    text && `<text x="${round(x + 3)}" y="${y + 12}" fill="#fff">${escaped(text)}</text>`
  }</g>`;
}

const legend = (part: string, x: number): string =>
  `<rect x="${x}" y="22" width="10" height="10" fill="${colourOf(part)}"/><text x="${x + 14}" y="31">${part}</text>`;

function depthOf(frame: Frame, least: number): number {
  const below = [...frame.below.values()].filter(({ ms }) => ms >= least);
  return Math.max(0, ...below.map((each) => 1 + depthOf(each, least)));
}

const colourOf = (part: string): string => COLOURS[part] ?? OTHERS;
const round = (value: number): number => Math.round(value * 10) / 10;
const escaped = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
