import { type SampleServer, startSample } from "../sample-server";
import { buildConsole, ConsoleBrowser } from "./browser";
import { addWork } from "./company";

/** A bound, not a measure: a machine that does much else takes its time to build and load. */
export const SETUP_MS = 480_000;

export interface OpenConsole {
  readonly sample: SampleServer;
  readonly browser: ConsoleBrowser;
  close(): Promise<void>;
}

/** The built console over the sample company with work for stewards, and a browser before it. */
export async function openConsole(): Promise<OpenConsole> {
  buildConsole();
  const sample = await startSample();
  await addWork(sample);
  const browser = await ConsoleBrowser.launch(sample);
  return {
    sample,
    browser,
    async close() {
      await browser.close();
      await sample.close();
    },
  };
}
