import {
  GraphQLBoolean,
  GraphQLError,
  GraphQLID,
  GraphQLInt,
  type GraphQLLeafType,
  GraphQLString,
  isEnumType,
} from "graphql";

/** A value as the answer has it. @throws where it is not of its type */
export type Serialize = (value: unknown) => unknown;

const INT_MAX = 2_147_483_647;

/** What is of its type already goes through; anything else is for the type to turn into one, or to refuse. */
export function serializeOf(type: GraphQLLeafType): Serialize {
  const whole = wholeSerialize(type);
  if (type === GraphQLString || type === GraphQLID) {
    return (value) => (typeof value === "string" ? value : whole(value));
  }
  if (type === GraphQLBoolean) return (value) => (typeof value === "boolean" ? value : whole(value));
  if (type === GraphQLInt) return (value) => (isInt(value) ? value : whole(value));
  if (!isEnumType(type)) return whole;
  const names = new Map(type.getValues().map(({ name, value }) => [value as unknown, name]));
  return (value) => names.get(value) ?? whole(value);
}

const isInt = (value: unknown): boolean =>
  typeof value === "number" && Number.isInteger(value) && Math.abs(value) <= INT_MAX;

function wholeSerialize(type: GraphQLLeafType): Serialize {
  return (value) => {
    const serialized: unknown = type.serialize(value);
    if (serialized === undefined || serialized === null)
      throw new GraphQLError(`A stored value is not a ${type.name}.`);
    return serialized;
  };
}
