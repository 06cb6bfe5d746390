// `npm test`: installs what is missing, then runs the whole suite; arguments go to jest.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ensureInstalled, root } from "../cli/install.mjs";

ensureInstalled();
const jest = join(root, "node_modules", "jest", "bin", "jest.js");
const { status } = spawnSync(
  process.execPath,
  ["--experimental-vm-modules", "--no-warnings", "--max-old-space-size=12288", jest, ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, APOLLO_TELEMETRY_DISABLED: "true" },
  },
);
process.exit(status ?? 1);
