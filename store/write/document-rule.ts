import { definitionOf } from "../../schema/model/decorators";
import { columnOf, type EntityDefinition } from "../../schema/model/definition";
import type { RejectedRecord } from "../../schema/model/source-event";

/** As much of a refused record as the rule asks. */
export type RefusedPart = Pick<RejectedRecord, "entity" | "code" | "path" | "origin" | "id" | "document">;

/** The document entity that rows of this entity are lines of; none: they stand for themselves. */
export function documentOf(entity: EntityDefinition): EntityDefinition | undefined {
  const target = entity.partOf && columnOf(entity, entity.partOf).target;
  return target ? definitionOf(target()) : undefined;
}

/**
 * A document and its lines are stored together or not at all: half an order is a wrong order. Remembers of which documents
 * something was refused, and why.
 */
export class DocumentRule {
  private readonly broken = new Map<EntityDefinition, Map<string, string>>();

  constructor(private readonly entities: readonly EntityDefinition[]) {}

  /** @param rejection a record that is refused for itself */
  note(rejection: RefusedPart): void {
    const entity = this.entities.find(({ name }) => name === rejection.entity);
    if (!entity) return;
    const document = documentOf(entity);
    if (document && rejection.document) this.break(document, rejection.document, rejection);
    else if (rejection.id && this.isDocument(entity)) this.break(entity, rejection.id, rejection);
  }

  /** Ids of the documents of this entity that must not be stored. */
  brokenOf(entity: EntityDefinition): readonly string[] {
    return [...(this.broken.get(documentOf(entity) ?? entity)?.keys() ?? [])];
  }

  reasonOf(entity: EntityDefinition, document: string): string {
    return (
      this.broken.get(documentOf(entity) ?? entity)?.get(document) ?? "A part of it was refused. Repair that record."
    );
  }

  private break(document: EntityDefinition, id: string, { entity, code, path, origin }: RefusedPart): void {
    const known = this.broken.get(document) ?? new Map<string, string>();
    this.broken.set(document, known);
    const where = `${origin.file}:${origin.line}`;
    if (!known.has(id))
      known.set(
        id,
        `A document is stored with all its lines or not at all; of ${id}, a ${entity} was refused: ${code}${path ? ` at ${path}` : ""} in ${where}. Repair that record.`,
      );
  }

  private isDocument(entity: EntityDefinition): boolean {
    return this.entities.some((other) => documentOf(other) === entity);
  }
}
