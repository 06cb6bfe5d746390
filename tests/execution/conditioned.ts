import {
  type DirectiveNode,
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type ValueNode,
  type VariableDefinitionNode,
  visit,
} from "graphql";
import type { Written } from "../no-leak/question";
import type { Random } from "../no-leak/random";

/** Share of fields and fragments that get a condition. */
const CONDITIONED = 0.12;

/** The question with `@skip` and `@include` here and there: by literals, by variables, and by their defaults. */
export function conditioned({ query, variables }: Written, random: Random): Written {
  const values: Record<string, unknown> = { ...variables };
  const declared: VariableDefinitionNode[] = [];
  const condition = (): readonly DirectiveNode[] => {
    if (!random.chance(CONDITIONED)) return [];
    const skip = random.chance(0.5);
    // Mostly such that the field stays.
    const value = random.chance(0.7) ? !skip : skip;
    return [directive(skip ? "skip" : "include", conditionValue(value, random, declared, values))];
  };
  const changed = visit(parse(query, { noLocation: true }), {
    Field: (node) => ({ ...node, directives: [...(node.directives ?? []), ...condition()] }),
    InlineFragment: (node) => ({ ...node, directives: [...(node.directives ?? []), ...condition()] }),
    FragmentSpread: (node) => ({ ...node, directives: [...(node.directives ?? []), ...condition()] }),
  });
  return { query: print(declare(changed, declared)), variables: values };
}

const named = (value: string) => ({ kind: Kind.NAME, value }) as const;

function directive(name: string, value: ValueNode): DirectiveNode {
  const argument = { kind: Kind.ARGUMENT, name: named("if"), value } as const;
  return { kind: Kind.DIRECTIVE, name: named(name), arguments: [argument] } as unknown as DirectiveNode;
}

function conditionValue(
  value: boolean,
  random: Random,
  declared: VariableDefinitionNode[],
  values: Record<string, unknown>,
): ValueNode {
  if (random.chance(0.2)) return { kind: Kind.BOOLEAN, value };
  const name = `c${declared.length}`;
  const byDefault = random.chance(0.3);
  declared.push({
    kind: Kind.VARIABLE_DEFINITION,
    variable: { kind: Kind.VARIABLE, name: named(name) },
    type: { kind: Kind.NON_NULL_TYPE, type: { kind: Kind.NAMED_TYPE, name: named("Boolean") } },
    ...(byDefault ? { defaultValue: { kind: Kind.BOOLEAN, value: random.chance(0.5) ? value : !value } } : {}),
  });
  if (!byDefault || random.chance(0.5)) values[name] = value;
  return { kind: Kind.VARIABLE, name: named(name) };
}

function declare(document: DocumentNode, declared: readonly VariableDefinitionNode[]): DocumentNode {
  return visit(document, {
    OperationDefinition: (node: OperationDefinitionNode) => ({
      ...node,
      variableDefinitions: [...(node.variableDefinitions ?? []), ...declared],
    }),
  });
}
