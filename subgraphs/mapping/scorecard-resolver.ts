import Decimal from "decimal.js";
import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { graphError } from "../../schema/errors";
import { IntegrationScorecard, type ScorecardFigure } from "../../schema/mapping/integration-scorecard";
import { DateScalar } from "../../schema/scalars";
import { type MeasuredFigure, readScorecard } from "../../store/mapping/scorecard";
import type { SubgraphContext } from "../service/context";

type Optional = string | null;
const STANDS_NOW = new Set<string>(["MAPPED_CODES"]);

function requirePeriod(from: string, to: string, argument: string): void {
  if (from > to)
    throw graphError("BAD_USER_INPUT", `The period must not end before it starts: from ${from}, to ${to}.`, {
      argument,
    });
}

function compared(figure: MeasuredFigure, earlier: readonly MeasuredFigure[] | null): ScorecardFigure {
  // What is known only as it stands now was not kept for an earlier day.
  const before = STANDS_NOW.has(figure.measure)
    ? null
    : (earlier?.find(({ measure }) => measure === figure.measure)?.value ?? null);
  const change = figure.value !== null && before !== null ? new Decimal(figure.value).minus(before).toFixed() : null;
  return { ...figure, previous: before, change };
}

@Resolver()
export class ScorecardResolver {
  @Query(() => IntegrationScorecard, {
    nullable: true,
    description: "How well the two systems agree over a period, against an earlier one. 集成评分卡",
  })
  async integrationScorecard(
    @Arg("from", () => DateScalar, { description: "First day." }) from: string,
    @Arg("to", () => DateScalar, { description: "Last day." }) to: string,
    @Arg("compareFrom", () => DateScalar, { nullable: true, description: "First day of the earlier period." })
    compareFrom: Optional,
    @Arg("compareTo", () => DateScalar, { nullable: true, description: "Last day of the earlier period." })
    compareTo: Optional,
    @Ctx() { read }: SubgraphContext,
  ): Promise<IntegrationScorecard> {
    requirePeriod(from, to, "to");
    if ((compareFrom === null) !== (compareTo === null))
      throw graphError("BAD_USER_INPUT", "Give both days of the earlier period, or neither.", {
        argument: "compareTo",
      });
    if (compareFrom && compareTo) requirePeriod(compareFrom, compareTo, "compareTo");
    const figures = await readScorecard(read, { from, to });
    const earlier =
      compareFrom && compareTo ? await readScorecard(read, { from: compareFrom, to: compareTo }, compareTo) : null;
    const id = [from, to, compareFrom ?? "", compareTo ?? ""].join("/");
    return { id, from, to, compareFrom, compareTo, figures: figures.map((figure) => compared(figure, earlier)) };
  }
}
