import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, Directive, FieldResolver, Info, Query, Root } from "type-graphql";
import type { DerivedClass, GraphType } from "../../schema/derived/derive";
import type { SubgraphContext } from "./context";

export interface ArgumentSpec {
  readonly type: GraphType;
  readonly required?: boolean;
  readonly default?: unknown;
  readonly description?: string;
}

export type Arguments = Readonly<Record<string, unknown>>;

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

export function addQuery(type: DerivedClass, spec: MethodSpec, handler: Handler): void {
  const options = { nullable: true, description: spec.description };
  addMethod(type, spec, handler, Query(spec.returns as () => ObjectConstructor, options) as MethodDecorator);
}

export function addField(type: DerivedClass, spec: MethodSpec, handler: Handler): void {
  const options = { nullable: true, description: spec.description };
  addMethod(type, spec, handler, FieldResolver(spec.returns as () => ObjectConstructor, options) as MethodDecorator);
}
