import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  type ValueNode,
} from "graphql";
import { holdsNul } from "./variables";

/** How big a document is, whatever the schema and the variables; each fragment counts wherever it is spread. */
export interface DocumentShape {
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  readonly rootFields: number;
  readonly fields: number;
  readonly inputDepth: number;
  readonly inputItems: number;
  /** Texts with a NUL character. */
  readonly nulTexts: number;
}

const EMPTY: DocumentShape = {
  depth: 0,
  aliases: 0,
  directives: 0,
  rootFields: 0,
  fields: 0,
  inputDepth: 0,
  inputItems: 0,
  nulTexts: 0,
};

/**
 * The largest operation of a document. A fragment is measured once however often it is spread, so the time is that of
 * reading the document, although the counts grow exponentially with nested spreads.
 */
export function measureDocument(document: DocumentNode): DocumentShape {
  const measure = new Measure(document);
  const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  const shapes = operations.map(({ selectionSet, directives, variableDefinitions = [] }) => {
    const variables = variableDefinitions.map((variable) =>
      plus(ofDirectives(variable.directives), variable.defaultValue ? ofValue(variable.defaultValue) : EMPTY),
    );
    return [measure.ofSelections(selectionSet), ofDirectives(directives), ...variables].reduce(plus, EMPTY);
  });
  return shapes.reduce(largest, EMPTY);
}

class Measure {
  private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  private readonly measured = new Map<string, DocumentShape>();

  constructor(document: DocumentNode) {
    const definitions = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
    this.fragments = new Map(definitions.map((definition) => [definition.name.value, definition]));
  }

  ofSelections({ selections }: SelectionSetNode): DocumentShape {
    return selections.map((selection) => this.ofSelection(selection)).reduce(plus, EMPTY);
  }

  private ofSelection(selection: SelectionNode): DocumentShape {
    const own = ofDirectives(selection.directives);
    if (selection.kind === Kind.INLINE_FRAGMENT) return plus(own, this.ofSelections(selection.selectionSet));
    if (selection.kind === Kind.FRAGMENT_SPREAD) return plus(own, this.ofFragment(selection.name.value));
    const below = selection.selectionSet ? this.ofSelections(selection.selectionSet) : EMPTY;
    const values = (selection.arguments ?? []).map(({ value }) => ofValue(value)).reduce(plus, EMPTY);
    const field = { ...EMPTY, aliases: selection.alias ? 1 : 0, rootFields: 1, fields: 1 };
    return [own, values, { ...below, depth: below.depth + 1, rootFields: 0 }].reduce(plus, field);
  }

  private ofFragment(name: string): DocumentShape {
    const known = this.measured.get(name);
    if (known) return known;
    const fragment = this.fragments.get(name);
    // A fragment that leads to itself finds itself empty here; validation refuses it, as it does an unknown one.
    this.measured.set(name, EMPTY);
    const shape = fragment ? plus(ofDirectives(fragment.directives), this.ofSelections(fragment.selectionSet)) : EMPTY;
    this.measured.set(name, shape);
    return shape;
  }
}

function ofDirectives(directives: readonly DirectiveNode[] = []): DocumentShape {
  const values = directives.flatMap((directive) => (directive.arguments ?? []).map(({ value }) => ofValue(value)));
  return values.reduce(plus, { ...EMPTY, directives: directives.length });
}

function ofValue(value: ValueNode): DocumentShape {
  if (value.kind === Kind.STRING) return holdsNul(value.value) ? { ...EMPTY, nulTexts: 1 } : EMPTY;
  if (value.kind !== Kind.LIST && value.kind !== Kind.OBJECT) return EMPTY;
  const entries = value.kind === Kind.LIST ? value.values : value.fields.map((field) => field.value);
  const inside = entries.map(ofValue).reduce(largest, EMPTY);
  const inputItems = value.kind === Kind.LIST ? Math.max(entries.length, inside.inputItems) : inside.inputItems;
  return { ...inside, inputDepth: inside.inputDepth + 1, inputItems };
}

/** What stands side by side: counts add up, levels do not. */
function plus(left: DocumentShape, right: DocumentShape): DocumentShape {
  return {
    ...largest(left, right),
    aliases: left.aliases + right.aliases,
    directives: left.directives + right.directives,
    rootFields: left.rootFields + right.rootFields,
    fields: left.fields + right.fields,
  };
}

function largest(left: DocumentShape, right: DocumentShape): DocumentShape {
  return {
    depth: Math.max(left.depth, right.depth),
    aliases: Math.max(left.aliases, right.aliases),
    directives: Math.max(left.directives, right.directives),
    rootFields: Math.max(left.rootFields, right.rootFields),
    fields: Math.max(left.fields, right.fields),
    inputDepth: Math.max(left.inputDepth, right.inputDepth),
    inputItems: Math.max(left.inputItems, right.inputItems),
    nulTexts: Math.max(left.nulTexts, right.nulTexts),
  };
}
