import { Arg, Ctx, ID, Query, Resolver } from "type-graphql";
import { graphError } from "../../schema/errors";
import { Company } from "../../schema/mapping/company";
import { CostCenter } from "../../schema/mapping/cost-center";
import { Item } from "../../schema/mapping/item";
import { ResolvedIdentifier, Translation } from "../../schema/mapping/lookup";
import { Party } from "../../schema/mapping/party";
import { DateScalar, DateTimeScalar } from "../../schema/scalars";
import {
  type IdentifierRow,
  type IdentityKind,
  type IdentityLink,
  readIdentities,
  readIdentityLinks,
} from "../../store/mapping/identities";
import type { ReadContext } from "../../store/read/page";
import { isRecordVisible } from "../../store/read/visibility";
import type { BatchReferenceResolver } from "../service/batch";
import type { SubgraphContext } from "../service/context";
import { IDENTITY_TYPES, identityFacts, inForce, mappingStatusOf } from "./identity-facts";

/** Most identifiers of one batch look-up. */
const LARGEST_BATCH = 1000;

/** Two questions about the past: on which day an id was in use, and what the crosswalk said at a moment. */
interface Past {
  readonly asOf: string | null;
  readonly knownAt: string | null;
}

async function linksOf(
  context: SubgraphContext,
  value: string,
  kind?: IdentityKind,
  knownAt: string | null = null,
): Promise<readonly IdentifierRow[]> {
  const key = { value, ...(kind ? { kind } : {}), ...(knownAt ? { knownAt } : {}) };
  return visibleLinks(context, value, await context.loaders.custom("identities", readIdentities).load(key));
}

function visibleLinks<Link extends IdentityLink>(
  context: SubgraphContext,
  value: string,
  links: readonly Link[],
): readonly Link[] {
  // Links to records beyond the scope are left out, and nothing is found by such a record's own id, so that neither a name nor
  // an identity is learned by guessing.
  const isVisible = (link: Link): boolean => isRecordVisible(context.read, link);
  if (links.some((link) => link.sourceId === value && !isVisible(link))) return [];
  return links.filter(isVisible);
}

/** Looks identities up by whichever key their references carry; null keys are nobody's. */
export function identityReferences(kind: IdentityKind): BatchReferenceResolver {
  const readLinks = (read: ReadContext, values: readonly string[]) => readIdentityLinks(read, kind, values);
  const readAll = (read: ReadContext, values: readonly string[]) =>
    readIdentities(
      read,
      values.map((value) => ({ value, kind })),
    );
  return async (representations, context, selection) => {
    const keys = representations.map(({ id, erpId, financeId }) => id ?? erpId ?? financeId);
    const values = keys.filter((key) => typeof key === "string");
    const { loaders } = context;
    const found: readonly (readonly IdentityLink[])[] = selection.names().has("identifiers")
      ? await loaders.custom(`identities ${kind}`, readAll).loadMany(values)
      : await loaders.custom(`identity links ${kind}`, readLinks).loadMany(values);
    const linksOf = new Map(values.map((value, at) => [value, found[at] ?? []]));
    return representations.map(({ erpId, financeId }, at) => {
      const value = keys[at];
      if (typeof value !== "string") return null;
      const facts = identityFacts(IDENTITY_TYPES[kind], visibleLinks(context, value, linksOf.get(value) ?? []));
      return facts.id === null ? { ...facts, erpId: erpId ?? null, financeId: financeId ?? null } : facts;
    });
  };
}

/** An identity by whichever id is known of it; null: there is none in the caller's scope. */
export async function findIdentity(
  context: SubgraphContext,
  kind: IdentityKind,
  id: string,
  { asOf, knownAt }: Past = { asOf: null, knownAt: null },
): Promise<unknown> {
  const facts = identityFacts(IDENTITY_TYPES[kind], inForce(await linksOf(context, id, kind, knownAt), asOf));
  return facts.id === null ? null : facts;
}

function requireBatch(ids: readonly string[]): void {
  if (ids.length > LARGEST_BATCH)
    throw graphError("BAD_USER_INPUT", `Give at most ${LARGEST_BATCH} ids at once, got ${ids.length}.`);
}

const AsOf = (): ReturnType<typeof Arg> =>
  Arg("asOf", () => DateScalar, { nullable: true, description: "Only ids in use on that day; none: all ever." });
const KnownAt = (): ReturnType<typeof Arg> =>
  Arg("knownAt", () => DateTimeScalar, {
    nullable: true,
    description: "As the crosswalk stood at that moment, before later decisions and loads; none: as it stands.",
  });

@Resolver()
export class IdentityResolver {
  @Query(() => Party, {
    nullable: true,
    description: "A party by its shared id or by an id of either system. 往来单位",
  })
  party(
    @Arg("id", () => ID) id: string,
    @AsOf() asOf: string | null,
    @KnownAt() knownAt: string | null,
    @Ctx() context: SubgraphContext,
  ): Promise<unknown> {
    return findIdentity(context, "party", id, { asOf, knownAt });
  }

  @Query(() => Item, { nullable: true, description: "An item by its shared id or by an id of either system. 物料" })
  item(
    @Arg("id", () => ID) id: string,
    @AsOf() asOf: string | null,
    @KnownAt() knownAt: string | null,
    @Ctx() context: SubgraphContext,
  ): Promise<unknown> {
    return findIdentity(context, "item", id, { asOf, knownAt });
  }

  @Query(() => Company, {
    nullable: true,
    description: "A company by its shared id or by an id of either system. 公司",
  })
  company(
    @Arg("id", () => ID) id: string,
    @AsOf() asOf: string | null,
    @KnownAt() knownAt: string | null,
    @Ctx() context: SubgraphContext,
  ): Promise<unknown> {
    return findIdentity(context, "company", id, { asOf, knownAt });
  }

  @Query(() => CostCenter, {
    nullable: true,
    description: "A cost centre by its shared id or by an id of either system. 成本中心",
  })
  costCenter(
    @Arg("id", () => ID) id: string,
    @AsOf() asOf: string | null,
    @KnownAt() knownAt: string | null,
    @Ctx() context: SubgraphContext,
  ): Promise<unknown> {
    return findIdentity(context, "cost_center", id, { asOf, knownAt });
  }

  @Query(() => ResolvedIdentifier, {
    nullable: true,
    description: "What an identifier stands for, on a business day or ever. 解析标识",
  })
  resolveIdentifier(
    @Arg("id", () => ID) id: string,
    @AsOf() asOf: string | null,
    @KnownAt() knownAt: string | null,
    @Ctx() context: SubgraphContext,
  ): Promise<unknown> {
    return resolve(context, id, { asOf, knownAt });
  }

  @Query(() => [ResolvedIdentifier], {
    nullable: true,
    description: "The same for up to 1,000 identifiers, in their order. 批量解析标识",
  })
  resolveIdentifiers(
    @Arg("ids", () => [ID]) ids: string[],
    @AsOf() asOf: string | null,
    @KnownAt() knownAt: string | null,
    @Ctx() context: SubgraphContext,
  ): Promise<unknown> {
    requireBatch(ids);
    return Promise.all(ids.map((id) => resolve(context, id, { asOf, knownAt })));
  }

  @Query(() => Translation, { nullable: true, description: "An id of one system in terms of another system. 标识转换" })
  translate(
    @Arg("id", () => ID) id: string,
    @Arg("to", () => String, { description: "Name of the target system, such as sample-fin." }) to: string,
    @AsOf() asOf: string | null,
    @KnownAt() knownAt: string | null,
    @Ctx() context: SubgraphContext,
  ): Promise<unknown> {
    return translate(context, id, to, { asOf, knownAt });
  }

  @Query(() => [Translation], {
    nullable: true,
    description: "The same for up to 1,000 ids, in their order. 批量标识转换",
  })
  translateAll(
    @Arg("ids", () => [ID]) ids: string[],
    @Arg("to", () => String) to: string,
    @AsOf() asOf: string | null,
    @KnownAt() knownAt: string | null,
    @Ctx() context: SubgraphContext,
  ): Promise<unknown> {
    requireBatch(ids);
    return Promise.all(ids.map((id) => translate(context, id, to, { asOf, knownAt })));
  }
}

async function resolve(context: SubgraphContext, requested: string, { asOf, knownAt }: Past): Promise<unknown> {
  const links = inForce(await linksOf(context, requested, undefined, knownAt), asOf);
  const kind = links[0]?.kind.toLowerCase() as IdentityKind | undefined;
  const facts = kind ? identityFacts(IDENTITY_TYPES[kind], links) : null;
  return {
    requested,
    kind: links[0]?.kind ?? null,
    sharedId: links[0]?.sharedId ?? null,
    mappingStatus: mappingStatusOf(links),
    identifiers: links,
    party: kind === "party" ? facts : null,
    item: kind === "item" ? facts : null,
    company: kind === "company" ? facts : null,
    costCenter: kind === "cost_center" ? facts : null,
  };
}

async function translate(
  context: SubgraphContext,
  requested: string,
  to: string,
  { asOf, knownAt }: Past,
): Promise<unknown> {
  const links = await linksOf(context, requested, undefined, knownAt);
  const known = links.length > 0;
  const target = inForce(links, asOf).filter(({ system }) => system === to);
  return {
    requested,
    translated: known ? target.map(({ sourceId }) => sourceId) : null,
    sharedId: links[0]?.sharedId ?? null,
    mappingStatus: mappingStatusOf(links),
  };
}
