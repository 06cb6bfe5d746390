import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Directive, FieldResolver, Info, Query, Root, Subscription } from "type-graphql";
import type { DerivedClass, GraphType } from "../../schema/derived/derive";
import { type Arguments, Batched, type BatchResolver, single } from "./batch";
import type { SubgraphContext } from "./context";
import { selectionOf } from "./selection";

export interface ArgumentSpec {
  readonly type: GraphType;
  readonly required?: boolean;
  readonly default?: unknown;
  readonly description?: string;
}

export interface MethodSpec {
  readonly name: string;
  readonly returns: GraphType;
  readonly description: string;
  readonly args?: Readonly<Record<string, ArgumentSpec>>;
  readonly directives?: readonly string[];
}

type Handler = (
  root: Record<string, unknown>,
  args: Arguments,
  context: SubgraphContext,
  info: GraphQLResolveInfo,
) => unknown;

/** Adds a derived root field or field resolver to a resolver class, through type-graphql's own decorators. */
function addMethod(type: DerivedClass, spec: MethodSpec, handler: Handler, decorate: MethodDecorator): void {
  const { name, args = {} } = spec;
  const prototype: object = type.prototype;
  const names = Object.keys(args);
  const method = (
    root: Record<string, unknown>,
    context: SubgraphContext,
    info: GraphQLResolveInfo,
    ...values: unknown[]
  ): unknown => handler(root, Object.fromEntries(names.map((arg, at) => [arg, values[at]])), context, info);
  const descriptor = { value: method, writable: true, enumerable: false, configurable: true };
  Object.defineProperty(prototype, name, descriptor);
  Root()(prototype, name, 0);
  Ctx()(prototype, name, 1);
  Info()(prototype, name, 2);
  names.forEach((arg, at) => {
    const argument = args[arg];
    if (!argument) return;
    const options = {
      nullable: !argument.required,
      ...(argument.default === undefined ? {} : { defaultValue: argument.default }),
      ...(argument.description ? { description: argument.description } : {}),
    };
    Arg(arg, argument.type as () => ObjectConstructor, options)(prototype, name, at + 3);
  });
  decorate(prototype, name, descriptor);
  for (const directive of spec.directives ?? []) Directive(directive)(prototype, name, descriptor);
}

const asField = ({ returns, description }: MethodSpec): MethodDecorator =>
  FieldResolver(returns as () => ObjectConstructor, { nullable: true, description }) as MethodDecorator;

export function addField(type: DerivedClass, spec: MethodSpec, handler: Handler): void {
  addMethod(type, spec, handler, asField(spec));
}

/** Adds a field that is resolved for a whole level at once, and for one object as for a level of one. */
export function addBatchField(type: DerivedClass, spec: MethodSpec, batch: BatchResolver): void {
  addMethod(type, spec, oneByOne(batch), asField(spec));
  tellBatch(type, spec, batch);
}

export function addBatchQuery(type: DerivedClass, spec: MethodSpec, batch: BatchResolver): void {
  const options = { nullable: true, description: spec.description };
  addMethod(type, spec, oneByOne(batch), Query(spec.returns as () => ObjectConstructor, options) as MethodDecorator);
  tellBatch(type, spec, batch);
}

const oneByOne =
  (batch: BatchResolver): Handler =>
  (root, args, context, info) =>
    single(batch([root], args, context, selectionOf(info)));

function tellBatch({ prototype }: DerivedClass, { name }: MethodSpec, batch: BatchResolver): void {
  const method = Object.getOwnPropertyDescriptor(prototype, name) ?? {};
  Batched(batch)(prototype as object, name, method);
}

/** A root field whose events somebody else gives: who asks the subgraph itself for them is told so by `subscribe`. */
export function addSubscription(type: DerivedClass, spec: MethodSpec, subscribe: () => never): void {
  const options = { nullable: true, description: spec.description, subscribe };
  const decorate = Subscription(spec.returns as () => ObjectConstructor, options) as MethodDecorator;
  addMethod(type, spec, (root) => root, decorate);
}
