/**
 * The load: a process that changes the shop transaction by transaction, and goes on where its committed work ended. Both its
 * arguments and what is committed decide what it does next, nothing else.
 *
 * With --until-hurried it stays in its last transaction until SIGUSR2 makes it hurry: the load lasts until the kill, however
 * slow the machine is, and no longer than it must.
 *
 *   node bench/run.mjs kill-processes/writer --url postgresql://… --seed 1 --pace 8
 */
import { parseArgs } from "node:util";
import pg from "pg";
import { changeShop, STEPS } from "./workload";

const { values } = parseArgs({
  options: {
    url: { type: "string", default: "" },
    seed: { type: "string", default: "1" },
    /** Longest pause between two statements, in milliseconds. */
    pace: { type: "string", default: "0" },
    "until-hurried": { type: "boolean", default: false },
  },
});

/** Pause of a writer in a hurry. */
const HURRIED_MS = 4;

let pace = Number(values.pace);
let isPatient = values["until-hurried"];
process.on("SIGUSR2", () => {
  pace = Math.min(pace, HURRIED_MS);
  isPatient = false;
});

const pause = async (): Promise<void> => {
  if (pace > 0) await new Promise((resolve) => setTimeout(resolve, Math.random() * pace));
};

async function writeAll(client: pg.Client): Promise<void> {
  for (;;) {
    await client.query("begin");
    // The lock waits for what a killed forerunner may still be committing.
    const { rows } = await client.query<{ done: number }>("select done from progress for update");
    const step = (rows[0]?.done ?? 0) + 1;
    if (step > STEPS) break;
    await changeShop(client, { seed: Number(values.seed), step, pause });
    await client.query("update progress set done = $1", [step]);
    while (step === STEPS && isPatient) await pause();
    await client.query("commit");
    await pause();
  }
  await client.query("rollback");
}

async function main(): Promise<void> {
  const client = new pg.Client({ connectionString: values.url, application_name: "shop writer" });
  client.on("error", () => undefined);
  await client.connect();
  await writeAll(client);
  await client.end();
}

main().catch((error: unknown) => {
  console.error(String(error));
  process.exit(1);
});
