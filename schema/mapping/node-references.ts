import { Field, ID } from "type-graphql";
import { derive } from "../derived/derive";
import { erpEntities } from "../erp/entities";
import { financeEntities } from "../finance/entities";
import { requireDefinition } from "../model/decorators";
import type { EntityClass } from "../model/definition";
import { mappingExtensions } from "./entities";
import { extension } from "./extension";

/** Types of the other subgraphs that mapping knows for `node` alone. */
export function nodeReferences(): readonly EntityClass[] {
  const extended = new Set(mappingExtensions.map(({ name }) => name));
  return [...erpEntities, ...financeEntities]
    .map(requireDefinition)
    .filter(({ name, key }) => key === "id" && !extended.has(name))
    .map(({ name }) =>
      derive(`${name}NodeReference`, (type) => {
        Field(() => ID)(type.prototype, "id");
        extension(name, { resolvable: false })(type);
      }),
    );
}
