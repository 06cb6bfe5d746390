import { describeOnServer } from "../databases";
import { absence, TrytonDatabase, truth } from "./tryton-database";
import { describeTrytonFigures } from "./tryton-figures";

if (absence) it.skip(absence, () => undefined);
else
  describeOnServer("the true figures of a Tryton company, asked through the graph", (engine) =>
    describeTrytonFigures(engine, { open: () => TrytonDatabase.restored(), truth: async () => truth }),
  );
