import { openJetStreamBoard } from "../../cli/sync/jetstream-jobs";
import type { Job, JobBoard } from "../../cli/sync/jobs";
import { describeWith, type OwnServer, ownNats } from "./own-server";
import { until } from "./until";

const ACK_WAIT_MS = 1_000;

describeWith("nats-server")("processes that share the work of synchronisation over NATS", () => {
  let nats: OwnServer;
  let boards: readonly [JobBoard, JobBoard];
  let stopping: AbortController;
  let working: readonly Promise<void>[];
  let done: string[];

  beforeEach(async () => {
    nats = await ownNats();
    const open = (): Promise<JobBoard> =>
      openJetStreamBoard({
        url: `nats://127.0.0.1:${nats.port}`,
        queue: "concord_faults",
        ackWaitMs: ACK_WAIT_MS,
        concurrency: 4,
      });
    boards = [await open(), await open()];
    stopping = new AbortController();
    done = [];
    working = boards.map((board) => board.work(async ({ source }) => void done.push(source), stopping.signal));
  });
  afterEach(() => nats.close());

  async function stop(): Promise<void> {
    stopping.abort();
    await Promise.all(working);
    await Promise.all(boards.map((board) => board.close()));
  }

  const batch = (source: string): Job => ({ kind: "batch", source });

  /** As a schedule does: offers it turn after turn until it is done. */
  const offerUntilDone = (source: string): Promise<void> =>
    until(async () => {
      await boards[0].offer(batch(source)).catch(() => undefined);
      return done.includes(source);
    });

  it("go on when it is killed and started again", async () => {
    await offerUntilDone("before");
    await nats.kill();
    await expect(boards[0].offer(batch("meanwhile"))).rejects.toThrow();
    await nats.start();
    await offerUntilDone("after");
    await stop();
  });

  it("go on when it comes back without all that it kept", async () => {
    await offerUntilDone("before");
    await nats.kill();
    nats.forget();
    await nats.start();
    await offerUntilDone("after");
    await stop();
  });

  it("can be stopped while it is away", async () => {
    await offerUntilDone("before");
    await nats.kill();
    await stop();
  });
});
