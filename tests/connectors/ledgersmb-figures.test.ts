import { describeOnServer } from "../databases";
import { absence, LedgersmbDatabase, truth } from "./ledgersmb-database";
import { describeLedgersmbFigures } from "./ledgersmb-figures";

if (absence) it.skip(absence, () => undefined);
else
  describeOnServer("the true figures of a LedgerSMB company, asked through the graph", (engine) =>
    describeLedgersmbFigures(engine, {
      open: () => LedgersmbDatabase.restored(),
      truth: async () => truth(),
      smallestUnit: "0.01",
    }),
  );
