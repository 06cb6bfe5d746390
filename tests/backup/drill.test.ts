import { writeSample } from "../../cli/sample";
import { readExamples } from "../../gateway/playground/examples";
import type { Database } from "../../store/database";
import { describeOnEveryEngine, describeOnServer, type TestEngine } from "../databases";
import { openEmbedded } from "../embedded";
import { openGraph } from "../graph";
import { allIn, backUp, destroy, putBack, scratchFolder } from "./build";

/** Beside the playground's examples: lists with cursors, figures with decimals, identities, what was set aside. */
const QUESTIONS = [
  ...readExamples(),
  `{ journalLines(first: 50, orderBy: [{ field: id, direction: ASC }]) { totalCount pageInfo { endCursor }
      nodes { id debit { amount currency } credit { amount currency } } } }`,
  `{ parties(first: 100) { totalCount
      nodes { id mappingStatus erpIds financeIds identifiers { id status confidence rule decidedAt } } } }`,
  `{ importBatches(first: 20) { nodes { id system startedAt committedAt acceptedCount changedCount } } }`,
];

async function answers(database: Database): Promise<readonly string[]> {
  const graph = await openGraph({ database });
  try {
    const given: string[] = [];
    for (const question of QUESTIONS) {
      const { data, errors } = await graph.query(question);
      given.push(JSON.stringify({ data, errors }));
    }
    return given;
  } finally {
    await graph.close();
  }
}

const folder = scratchFolder();
afterAll(() => folder.remove());

async function loadedSample(engine: TestEngine): Promise<Awaited<ReturnType<TestEngine["open"]>>> {
  const opened = await engine.open();
  const graph = await openGraph({ database: opened.database });
  writeSample(folder.file("sample"));
  await graph.import("sample", folder.file("sample"));
  await graph.close();
  return opened;
}

describeOnEveryEngine("a restore drill", (engine) => {
  it("gives the same answers, byte for byte, after backup, loss and restore", async () => {
    const { database, close } = await loadedSample(engine);
    try {
      const before = await answers(database);
      for (const answer of before) expect(JSON.parse(answer).errors).toEqual([]);
      await backUp(allIn(database), folder.file(`${engine.name}.concord`));
      await destroy(database);
      await putBack(allIn(database), folder.file(`${engine.name}.concord`));
      expect(await answers(database)).toEqual(before);
    } finally {
      await close();
    }
  });
});

describeOnServer("a backup moves between the engines", (server) => {
  it("from PostgreSQL into the embedded database and back, with the same answers", async () => {
    const { database, close } = await loadedSample(server);
    const embedded = await openEmbedded();
    const other = await server.open();
    try {
      const before = await answers(database);
      const first = await backUp(allIn(database), folder.file("server.concord"));
      await putBack(allIn(embedded), folder.file("server.concord"));
      expect(await answers(embedded)).toEqual(before);
      const second = await backUp(allIn(embedded), folder.file("embedded.concord"));
      expect(second.closing.tables).toEqual(first.closing.tables);
      await putBack(allIn(other.database), folder.file("embedded.concord"));
      expect(await answers(other.database)).toEqual(before);
    } finally {
      await other.close();
      await embedded.close();
      await close();
    }
  });
});
