import { jetstreamManager } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import { openJetStreamBoard } from "../../cli/sync/jetstream-jobs";
import { createLocalBoard, type Job, type JobBoard } from "../../cli/sync/jobs";

const NATS = process.env["NATS_URL"] ?? "nats://127.0.0.1:4222";
const job: Job = { kind: "batch", source: "erp" };

/** A promise with its handle, to let a test say when a job ends. */
function gate(): { readonly passed: Promise<void>; open(): void } {
  let open = (): void => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
}

function keepsOneOfEach(open: () => Promise<JobBoard>): void {
  it("has a job once, however often it is offered, until it is done", async () => {
    const board = await open();
    const stop = new AbortController();
    const [first, done] = [gate(), [] as Job[]];
    const working = board.work(async (taken) => {
      done.push(taken);
      if (done.length === 1) await first.passed;
    }, stop.signal);
    for (let offers = 0; offers < 20; offers += 1) await board.offer(job);
    await board.offer({ kind: "batch", source: "finance" });
    await until(() => done.length === 2);
    expect(done.map(({ source }) => source)).toEqual(["erp", "finance"]);
    first.open();
    while (done.length < 3) {
      await board.offer(job);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    stop.abort();
    await working;
    expect(done[2]).toEqual(job);
    await board.close();
  });
}

describe("the board of one process", () => keepsOneOfEach(async () => createLocalBoard()));

const onNats = process.env["CONCORD_TEST_NATS"] === "yes" ? describe : describe.skip;

onNats("the board of several processes", () => {
  let queue: string;
  const open = () => openJetStreamBoard({ url: NATS, queue, ackWaitMs: 600, concurrency: 4 });
  beforeEach(() => {
    queue = `concord_test_${process.pid}_${Date.now()}`;
  });
  afterEach(async () => {
    const connection = await connect({ servers: NATS });
    await (await jetstreamManager(connection)).streams.delete(queue);
    await connection.close();
  });
  it("gives each job to one worker, and another one's after it stopped working", async () => {
    const boards = [await open(), await open()] as const;
    const stops = [new AbortController(), new AbortController()] as const;
    const taken: number[] = [];
    const follow: Job = { kind: "follow", source: "erp" };
    const workings = boards.map((board, worker) =>
      board.work(
        async (_job, signal) => {
          taken.push(worker);
          await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
        },
        (stops[worker] as AbortController).signal,
      ),
    );
    await Promise.all([boards[0].offer(follow), boards[1].offer(follow)]);
    await until(() => taken.length === 1);
    // Longer than a silent worker would be believed in: this one says that it works.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(taken).toHaveLength(1);
    const [first] = taken as [0 | 1];
    stops[first].abort();
    await until(() => taken.length === 2);
    expect(taken[1]).toBe(1 - first);
    stops[(1 - first) as 0 | 1].abort();
    await Promise.all(workings);
    await Promise.all(boards.map((board) => board.close()));
  });

  it("offers a turn of a schedule once, also when its job is long done", async () => {
    const board = await open();
    const stop = new AbortController();
    const done: Job[] = [];
    const working = board.work(async (taken) => void done.push(taken), stop.signal);
    await board.offer(job, "1");
    await until(() => done.length === 1);
    await board.offer(job, "1");
    await board.offer(job, "2");
    await until(() => done.length === 2);
    await board.offer({ kind: "batch", source: "last" });
    await until(() => done.length === 3);
    expect(done.map(({ source }) => source)).toEqual(["erp", "erp", "last"]);
    stop.abort();
    await working;
    await board.close();
  });
});
