import { Arg, Ctx, ID, Int, Mutation, Resolver } from "type-graphql";
import { CorrectedValue, QuarantinedRow } from "../../schema/mapping/quarantined-row";
import type { Database } from "../../store/database";
import { correctRow, dismissRow, type QuarantineRequest, reopenRow } from "../../store/write/quarantine-decisions";
import type { Steward } from "../../store/write/steward";
import type { SubgraphContext } from "../service/context";
import { answered, described, Reason } from "./decision-mutation";

type Optional = number | null | undefined;

const Id = (): ReturnType<typeof Arg> => Arg("id", () => ID, { description: "The quarantined row." });
const Version = (): ReturnType<typeof Arg> =>
  Arg("version", () => Int, {
    nullable: true,
    description: "The version you saw: the decision is refused when the row has changed since.",
  });
const answer = () => QuarantinedRow;

function decided(
  context: SubgraphContext,
  { id, reason, version }: { readonly id: string; readonly reason: string; readonly version: Optional },
  follow: (database: Database, steward: Steward, request: QuarantineRequest) => Promise<void>,
): Promise<unknown> {
  const { identity, read } = context;
  const steward = { subject: identity.subject, scope: read.scope };
  const decision = follow(read.database, steward, { id, reason, version: version ?? null });
  return answered(
    context,
    QuarantinedRow,
    decision.then(() => id),
  );
}

/** What people decide about rows in quarantine; a decision takes effect when the source is read again. */
@Resolver()
export class QuarantineResolver {
  @Mutation(
    answer,
    described("Puts other texts in place of a record's, for as long as the source gives that record. 更正隔离记录"),
  )
  correctQuarantinedRow(
    @Id() id: string,
    @Arg("values", () => [CorrectedValue], { description: "What shall stand in which column." })
    values: CorrectedValue[],
    @Reason() reason: string,
    @Version() version: Optional,
    @Ctx() context: SubgraphContext,
  ): Promise<unknown> {
    return decided(context, { id, reason, version }, (database, steward, request) =>
      correctRow(database, steward, request, values),
    );
  }

  @Mutation(answer, described("Says that a row shall stay out as it is. 忽略隔离记录"))
  dismissQuarantinedRow(
    @Id() id: string,
    @Reason() reason: string,
    @Version() version: Optional,
    @Ctx() context: SubgraphContext,
  ): Promise<unknown> {
    return decided(context, { id, reason, version }, dismissRow);
  }

  @Mutation(
    answer,
    described("Takes a dismissal or a correction back; what a correction brought in goes again. 重新打开隔离记录"),
  )
  reopenQuarantinedRow(
    @Id() id: string,
    @Reason() reason: string,
    @Version() version: Optional,
    @Ctx() context: SubgraphContext,
  ): Promise<unknown> {
    return decided(context, { id, reason, version }, reopenRow);
  }
}
