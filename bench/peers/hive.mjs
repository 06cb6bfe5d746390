// Hive Gateway, its own command as it comes, in this process: node hive.mjs <supergraph file> [<configuration file>]
import { createServer } from "node:net";
import { serving } from "./served.mjs";

const port = await new Promise((resolve) => {
  const server = createServer().listen(0, "127.0.0.1", () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});
const [supergraph, configuration] = process.argv.splice(1).slice(1);
process.argv.push("hive-gateway", "supergraph", supergraph, "--port", String(port), "--host", "127.0.0.1");
if (configuration) process.argv.push("--config-path", configuration);
process.env.LOG_LEVEL = "error";
await import("./node_modules/@graphql-hive/gateway/dist/bin.js");
for (let tries = 0; tries < 600; tries += 1) {
  const ready = await fetch(`http://127.0.0.1:${port}/readiness`).then(
    ({ ok }) => ok,
    () => false,
  );
  if (ready) break;
  await new Promise((resolve) => setTimeout(resolve, 50));
}
serving(`http://127.0.0.1:${port}/graphql`);
