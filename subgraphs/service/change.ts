import { ID, Resolver } from "type-graphql";
import { CHANGES_MAX, changeNames, changeType } from "../../schema/derived/change";
import { type DerivedClass, derive } from "../../schema/derived/derive";
import { filterInput } from "../../schema/derived/filter";
import { graphError } from "../../schema/errors";
import type { EntityDefinition } from "../../schema/model/definition";
import { type ReadChange, readChanges } from "../../store/read/changes";
import type { Filter } from "../../store/read/filter";
import { plain } from "./connection";
import { addBatchField, addBatchQuery, addSubscription } from "./methods";

/**
 * What becomes of an entity's rows: the gateway answers `salesOrderChanged` by asking `salesOrderChanges` for each event, with
 * what the client selected.
 */
export function changeResolver(entity: EntityDefinition): DerivedClass {
  return derive(`${entity.list}ChangeResolver`, (type) => {
    const change = changeType(entity);
    Resolver(() => change)(type);
    addNode(type, entity);
    addLookup(type, entity, change);
    addStream(type, entity, change);
  });
}

function addNode(type: DerivedClass, entity: EntityDefinition): void {
  const spec = {
    name: "node",
    returns: () => entity.type,
    description: "The row as it stands now; null when it is not there for you. 当前行",
  };
  addBatchField(type, spec, (roots, _args, { loaders }, selection) => {
    const keys = (roots as unknown as readonly ReadChange[]).map(({ key }) => key);
    return loaders.rows(entity, keys, selection.columns(entity));
  });
}

function addLookup(type: DerivedClass, entity: EntityDefinition, change: DerivedClass): void {
  const filter = filterInput(entity);
  const spec = {
    name: changeNames(entity).query,
    returns: () => [change],
    description: `What events of ${changeNames(entity).subscription} were to you, without those that were nothing to you. ${entity.zh}变更`,
    args: {
      events: { type: () => [ID], required: true, description: `Event ids, at most ${CHANGES_MAX}.` },
      filter: { type: () => filter, description: "Rows to be told of." },
    },
  };
  addBatchQuery(type, spec, async (_roots, args, context) => [
    await readChanges(context.read, entity, plain<string[]>(args["events"]), plain<Filter | null>(args["filter"])),
  ]);
}

function addStream(type: DerivedClass, entity: EntityDefinition, change: DerivedClass): void {
  const filter = filterInput(entity);
  const spec = {
    name: changeNames(entity).subscription,
    returns: () => change,
    description: `${entity.doc} Each change, as it happens. ${entity.zh}变更`,
    args: {
      id: { type: () => ID, description: `Only the row of this ${entity.key}.` },
      filter: {
        type: () => filter,
        description: "Rows to be told of: what comes among them, changes, or leaves them.",
      },
      after: { type: () => ID, description: "Resume: what happened after the event of this id." },
    },
  };
  addSubscription(type, spec, () => {
    throw graphError("OPERATION_RESOLUTION_FAILURE", "Subscriptions are answered by the gateway, not by a part.");
  });
}
