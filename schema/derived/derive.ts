import { Field } from "type-graphql";

/** A type as type-graphql takes it: a class, a scalar, an enum object, or a list of one. */
export type GraphType = () => object;

export type DerivedClass = new () => object;

const derived = new Map<string, DerivedClass>();

/** A class made at run time for a derived GraphQL type; the same name gives the same class. */
export function derive(name: string, declare: (type: DerivedClass) => void): DerivedClass {
  const existing = derived.get(name);
  if (existing) return existing;
  const type = { [name]: class {} }[name] as DerivedClass;
  derived.set(name, type);
  declare(type);
  return type;
}

/** Declares a field on a derived class, nullable unless told otherwise. */
export function field(
  type: DerivedClass,
  name: string,
  of: GraphType,
  options: { required?: boolean; description?: string } = {},
): void {
  const { required = false, description } = options;
  Field(of as () => ObjectConstructor, { nullable: !required, ...(description ? { description } : {}) })(
    type.prototype,
    name,
  );
}
