import { BATCHED } from "./contestants";
import { median, pairedRatios } from "./ratios";
import { type Comparison, titleOf } from "./workload";

const [LEFT, BAR, GAP, WIDTH, TITLE] = [230, 14, 8, 560, 34];
/** Of the axis: as much as four statements by hand, and a half more. */
const MOST = 1.5;

/** Bars of requests a second as a share of four statements by hand, with the spread over rounds. SVG. */
export function plot(comparisons: readonly Comparison[]): string {
  let top = 10;
  const groups = comparisons.map((comparison) => {
    const drawn = group(comparison, top);
    top += TITLE + comparison.measured.size * (BAR + GAP);
    return drawn;
  });
  const [width, height] = [LEFT + WIDTH + 90, top + 10];
  const at = LEFT + WIDTH / MOST;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">
<title>Requests a second, as a share of four statements by hand</title>
<rect width="${width}" height="${height}" fill="#fff"/>
<line x1="${at}" y1="10" x2="${at}" y2="${height - 10}" stroke="#999" stroke-dasharray="3 3"/>
${groups.join("\n")}
</svg>
`;
}

function group({ measured, ...workload }: Comparison, top: number): string {
  const title = `<text x="10" y="${top + 18}" font-weight="bold">${titleOf(workload)}</text>`;
  const bars = [...measured].map(([name, rounds], at) =>
    bar(name, pairedRatios(rounds, measured.get(BATCHED)), top + TITLE + at * (BAR + GAP) - 6),
  );
  return [title, ...bars].join("\n");
}

function bar(name: string, ratios: readonly number[], y: number): string {
  const x = (ratio: number): number => LEFT + (Math.min(ratio, MOST) / MOST) * WIDTH;
  const middle = median(ratios) ?? 0;
  const [low, high] = [Math.min(middle, ...ratios), Math.max(middle, ...ratios)];
  const colour = name.startsWith("Concord") ? "#1f6f8b" : "#b8b8b8";
  return `<text x="${LEFT - 8}" y="${y + 11}" text-anchor="end">${name.replace("&", "&amp;")}</text>
<rect x="${LEFT}" y="${y}" width="${Math.round(x(middle) - LEFT)}" height="${BAR}" fill="${colour}"/>
<line x1="${x(low)}" y1="${y + BAR / 2}" x2="${x(high)}" y2="${y + BAR / 2}" stroke="#222"/>
<text x="${x(high) + 6}" y="${y + 11}">${Math.round(middle * 100) / 100}</text>`;
}
