import { describeOnServer } from "../databases";
import { LedgersmbDatabase, absence as noLedgersmb } from "./ledgersmb-database";
import { describeLedgersmbFigures } from "./ledgersmb-figures";
import { JPY_COMPANY, KWD_COMPANY } from "./other-company";
import { absence as noTryton, TrytonDatabase } from "./tryton-database";
import { describeTrytonFigures } from "./tryton-figures";

const absence = noLedgersmb ?? noTryton;

if (absence) it.skip(absence, () => undefined);
else
  describe.each([
    ["a currency of three decimals", KWD_COMPANY],
    ["a currency of none", JPY_COMPANY],
  ])("another company's pair, in %s", (_title, company) => {
    describeOnServer("its Tryton", (engine) =>
      describeTrytonFigures(engine, {
        open: () => TrytonDatabase.of(company),
        truth: (source) => source.truth(),
      }),
    );
    describeOnServer("its LedgerSMB", (engine) =>
      describeLedgersmbFigures(engine, {
        open: () => LedgersmbDatabase.of(company),
        truth: (source) => source.truth(),
        smallestUnit: `1e-${company.digits ?? 2}`,
      }),
    );
  });
