import { Field } from "type-graphql";

type GraphType = () => object;

/** A field of a report with its label in English and Chinese. Nullable, so that a denied field does not take its parent along. */
export function reportField(type: GraphType, doc: string, zh: string): PropertyDecorator {
  return Field(type as () => ObjectConstructor, { nullable: true, description: `${doc} ${zh}` }) as PropertyDecorator;
}
