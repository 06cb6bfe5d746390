/** Started by apart.ts: stands before the address it is sent first, and misbehaves as it is told from then on. */
import { once } from "node:events";
import { FAULT_MODES, standBefore } from "./http-faults";

async function main(): Promise<void> {
  const [target] = await once(process, "message");
  const server = await standBefore(String(target));
  process.on("message", (mode: string) => {
    server.answering = FAULT_MODES[mode];
    process.send?.("done");
  });
  process.on("disconnect", () => process.exit());
  process.send?.(server.url);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
