/** Started by apart.ts: the subgraphs; tells their addresses. */
import "reflect-metadata";
import { startSubgraphs } from "./parts";

async function main(): Promise<void> {
  const { urls } = await startSubgraphs();
  process.on("disconnect", () => process.exit());
  process.send?.(urls);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
