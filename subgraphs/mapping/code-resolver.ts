import { Arg, Ctx, ID, Mutation, Query, Resolver } from "type-graphql";
import { CodeConversion, CodeMapping, ItemUnitFactor, QuantityConversion } from "../../schema/mapping/code-mapping";
import { DateScalar, DecimalScalar, UnitCodeScalar } from "../../schema/scalars";
import { convertCode, convertQuantity } from "../../store/mapping/codes";
import { type CodeSetting, setCode, setItemUnit } from "../../store/write/codes";
import type { SubgraphContext } from "../service/context";
import { answered, asGraphErrors, described, Key, Reason } from "./decision-mutation";

/** GraphQL leaves an argument out, or gives null. */
type Optional = string | null | undefined;
type Argument = ReturnType<typeof Arg>;

const System = (): Argument => Arg("system", () => String, { description: "The source system." });
const List = (): Argument => Arg("list", () => String, { description: "The code list, as the mapping file names it." });
const Day = (name: string, description: string): Argument =>
  Arg(name, () => DateScalar, { nullable: true, description });

function set(context: SubgraphContext, setting: CodeSetting, reason: string, key: Optional): Promise<unknown> {
  const { identity, read } = context;
  const steward = { subject: identity.subject, scope: read.scope };
  const decision = setCode(read.database, steward, setting, { reason, idempotencyKey: key ?? null });
  return answered(context, CodeMapping, decision);
}

/** Codes and units of the systems in terms of each other. */
@Resolver()
export class CodeResolver {
  @Query(() => CodeConversion, described("A code of one system in terms of another, on a day. 代码转换"))
  convertCode(
    @System() system: string,
    @List() list: string,
    @Arg("code", () => String, { description: "The code." }) code: string,
    @Arg("to", () => String, { nullable: true, description: "The target system; none: the unified model." })
    to: Optional,
    @Day("on", "The day; none: today.") on: Optional,
    @Ctx() { read }: SubgraphContext,
  ): Promise<unknown> {
    const day = on ?? new Date().toISOString().slice(0, 10);
    return convertCode(read.database, { system, list, code, to: to ?? null, on: day });
  }

  @Query(() => QuantityConversion, described("A quantity in another unit, exact or with its remainder. 数量换算"))
  convertQuantity(
    @Arg("value", () => DecimalScalar, { description: "The number." }) value: string,
    @Arg("from", () => UnitCodeScalar, { description: "Its unit." }) from: string,
    @Arg("to", () => UnitCodeScalar, { description: "The target unit." }) to: string,
    @Arg("itemId", () => ID, { nullable: true, description: "The item whose own factors count first." })
    itemId: Optional,
    @Ctx() { read }: SubgraphContext,
  ): Promise<unknown> {
    return convertQuantity(read.database, value, from, to, itemId ?? null);
  }

  @Mutation(() => CodeMapping, described("Says how a code reads from a day on; earlier versions stay. 设置代码对照"))
  setCodeMapping(
    @System() system: string,
    @List() list: string,
    @Arg("sourceCode", () => String, { description: "Code in the source." }) sourceCode: string,
    @Arg("unifiedCode", () => String, { description: "Code in the unified model." }) unifiedCode: string,
    @Day("validFrom", "First day; none: always.") validFrom: Optional,
    @Day("validTo", "Last day; none: open.") validTo: Optional,
    @Reason() reason: string,
    @Key() key: Optional,
    @Ctx() context: SubgraphContext,
  ): Promise<unknown> {
    return set(
      context,
      { system, list, sourceCode, unifiedCode, validFrom: validFrom ?? null, validTo: validTo ?? null },
      reason,
      key,
    );
  }

  @Mutation(() => CodeMapping, described("Takes a code out of use from a day on. 停用代码对照"))
  retireCodeMapping(
    @System() system: string,
    @List() list: string,
    @Arg("sourceCode", () => String, { description: "Code in the source." }) sourceCode: string,
    @Day("from", "First day without it; none: always.") from: Optional,
    @Reason() reason: string,
    @Key() key: Optional,
    @Ctx() context: SubgraphContext,
  ): Promise<unknown> {
    const retired = { system, list, sourceCode, unifiedCode: null, validFrom: from ?? null, validTo: null };
    return set(context, retired, reason, key);
  }

  @Mutation(
    () => ItemUnitFactor,
    described("Says how units of one item convert, such as 1 box = 12 pieces. 设置物料单位系数"),
  )
  setItemUnitFactor(
    @Arg("itemId", () => ID, { description: "The item, by any of its ids." }) itemId: string,
    @Arg("fromUnit", () => UnitCodeScalar, { description: "The unit that is converted." }) fromUnit: string,
    @Arg("toUnit", () => UnitCodeScalar, { description: "The unit it is converted to." }) toUnit: string,
    @Arg("numerator", () => DecimalScalar, { description: "This many of the target …" }) numerator: string,
    @Arg("denominator", () => DecimalScalar, { defaultValue: "1", description: "… for this many of the source." })
    denominator: string,
    @Reason() reason: string,
    @Key() key: Optional,
    @Ctx() { identity, read }: SubgraphContext,
  ): Promise<unknown> {
    const steward = { subject: identity.subject, scope: read.scope };
    const factor = { itemId, fromUnit, toUnit, numerator, denominator };
    return asGraphErrors(setItemUnit(read.database, steward, factor, { reason, idempotencyKey: key ?? null }));
  }
}
