import { join } from "node:path";

const FOLDER = join(__dirname, "..", "connectors");

/** Sources that Concord knows by name, with their mapping files in the order of loading. A connector is one line here. */
export const sources: Readonly<Record<string, readonly string[]>> = {
  adventureworks: [join(FOLDER, "adventureworks", "erp.yaml"), join(FOLDER, "adventureworks", "finance.yaml")],
  sample: [
    join(FOLDER, "sample", "erp.yaml"),
    join(FOLDER, "sample", "finance.yaml"),
    join(FOLDER, "sample", "links.yaml"),
  ],
};
