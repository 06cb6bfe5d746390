import { startGateway, type TestGateway } from "../gateway/fixture";
import { describeWith, type OwnServer, ownRedis } from "./own-server";
import { until } from "./until";

const PER_MINUTE = 20;

describeWith("redis-server")("gateways that count together in Redis", () => {
  let redis: OwnServer;
  let gateways: readonly [TestGateway, TestGateway];

  beforeAll(async () => {
    redis = await ownRedis();
    const settings = {
      redisUrl: `redis://127.0.0.1:${redis.port}`,
      limits: { requestsPerMinute: PER_MINUTE },
    };
    gateways = [await startGateway({ settings }), await startGateway({ settings })];
  });
  afterAll(async () => {
    redis.goOn();
    await Promise.all(gateways.map(({ gateway }) => gateway.close()));
    await redis.close();
  });

  let subjects = 0;
  const nobodyYet = (): string => {
    subjects += 1;
    return `subject-${subjects}`;
  };

  async function statusOf(test: TestGateway, subject: string): Promise<number> {
    const headers = { authorization: `Bearer ${await test.token({ subject })}` };
    return (await test.ask("{ orders { number } }", { anonymous: true, headers })).status;
  }

  /** Asks as often as one gateway allows, then once more at each. */
  async function beyond(subject: string): Promise<readonly [number, number]> {
    const [one, other] = gateways;
    const allowed = await Promise.all(Array.from({ length: PER_MINUTE }, () => statusOf(one, subject)));
    expect(new Set(allowed)).toEqual(new Set([200]));
    return [await statusOf(one, subject), await statusOf(other, subject)];
  }

  const TOGETHER = [429, 429];
  const APART = [429, 200];
  const countAgainTogether = (): Promise<void> =>
    until(async () => (await beyond(nobodyYet())).join() === TOGETHER.join());

  it("go on answering, each by its own count, when it is killed, and count together again when it is back", async () => {
    expect(await beyond(nobodyYet())).toEqual(TOGETHER);
    await redis.kill();
    expect(await beyond(nobodyYet())).toEqual(APART);
    await until(() => gateways[0].log.text().includes("Redis does not answer"));
    await redis.start();
    await countAgainTogether();
  });

  it("stop waiting for it after a few questions when it hangs", async () => {
    const timesTold = (): number => gateways[0].log.text().split("counts requests for itself").length;
    const before = timesTold();
    redis.freeze();
    expect(await beyond(nobodyYet())).toEqual(APART);
    // No connection was lost: that it is left out is found by questions that waited in vain.
    await until(async () => {
      await statusOf(gateways[0], nobodyYet());
      return timesTold() === before + 1;
    });
    redis.goOn();
    await countAgainTogether();
  });
});
