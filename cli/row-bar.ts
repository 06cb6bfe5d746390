import { SingleBar } from "cli-progress";
import type { RowProgress } from "../store/backup/take";

/** A bar on the terminal while rows go by; nothing where nobody looks. */
export function rowBar(shown: boolean): { show(doing: string, progress: RowProgress): void; stop(): void } {
  if (!shown) return { show: () => {}, stop: () => {} };
  const bar = new SingleBar({
    format: "  {doing} [{bar}] {percentage}% of {total} rows, {table}",
    stopOnComplete: false,
  });
  let current = "";
  return {
    show(doing, { table, rows, totalRows }) {
      if (doing !== current) bar.start(Math.max(1, totalRows), 0, { doing, table });
      current = doing;
      bar.update(rows, { doing, table });
    },
    stop: () => bar.stop(),
  };
}
