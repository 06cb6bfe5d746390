import { type DocumentNode, Kind, parse } from "graphql";
import { graphError } from "../../schema/errors";
import { OUTLET_PARAMETERS } from "../../schema/mapping/saved-operation";
import { roles as allRoles, type Role } from "../../schema/roles";
import type { Database, Row } from "../database";
import { sql } from "../sql";

export interface OperationDraft {
  readonly name: string;
  readonly description: string;
  readonly document: string;
  /** A JSON object by variable. */
  readonly defaults: string;
  readonly roles: readonly Role[];
}

export interface Author {
  readonly subject: string;
  readonly role: Role;
}

const NAME = /^[a-z][a-z0-9_]{0,62}$/;
const DOCUMENT_LENGTH_MAX = 100_000;

/**
 * Saves an operation under a name: a new one, or, by its owner or an administrator, in the place of what stood there.
 * @returns its id
 * @throws BAD_USER_INPUT for what cannot be asked, FORBIDDEN for another one's operation
 */
export async function saveOperation(database: Database, author: Author, draft: OperationDraft): Promise<string> {
  check(draft, author);
  const { name, description, document, defaults, roles } = draft;
  const listed = allRoles.filter((role) => roles.includes(role)).join(" ");
  return database.transaction(async (transaction) => {
    const [standing] = await transaction.query(sql`insert into mapping.saved_operation
        (name, description, document, defaults, roles, owner, version)
      values (${name}, ${description}, ${document}, ${defaults}, ${listed}, ${author.subject}, 0)
      on conflict (name) do update set name = excluded.name returning owner`);
    requireOwner(standing, author, name);
    const [saved] = await transaction.query(sql`update mapping.saved_operation set description = ${description},
        document = ${document}, defaults = ${defaults}, roles = ${listed}, version = version + 1, saved_at = clock_timestamp()
      where name = ${name} returning id`);
    return String(saved?.["id"]);
  });
}

/** @returns its name @throws BAD_USER_INPUT when there is none, FORBIDDEN for another one's operation */
export async function removeOperation(database: Database, author: Author, name: string): Promise<string> {
  return database.transaction(async (transaction) => {
    const [standing] = await transaction.query(
      sql`select owner, roles from mapping.saved_operation where name = ${name} for update`,
    );
    if (!standing || !mayKnow(standing, author)) throw invalid("name", `There is no saved operation ${name}.`);
    requireOwner(standing, author, name);
    await transaction.query(sql`delete from mapping.saved_operation where name = ${name}`);
    return name;
  });
}

function requireOwner(standing: Row | undefined, { subject, role }: Author, name: string): void {
  if (role === "admin" || standing?.["owner"] === subject) return;
  throw graphError("FORBIDDEN", `The name ${name} is taken by another owner's operation.`);
}

function mayKnow(standing: Row, { role }: Author): boolean {
  return role === "admin" || String(standing["roles"]).split(" ").includes(role);
}

function check({ name, description, document, defaults, roles }: OperationDraft, { role }: Author): void {
  if (!NAME.test(name))
    throw invalid("name", "A name begins with a letter and has a to z, digits and _ alone, 63 at most.");
  if (description.trim() === "") throw invalid("description", "Say in a sentence what its rows are.");
  if (roles.length === 0) throw invalid("roles", "Name the roles that may ask it.");
  if (role !== "admin" && !roles.includes(role))
    throw invalid("roles", `Your own role ${role} must be among those that may ask it.`);
  if (document.length > DOCUMENT_LENGTH_MAX)
    throw invalid("document", `A document has at most ${DOCUMENT_LENGTH_MAX} characters.`);
  checkDefaults(defaults, checkDocument(document));
}

/** @returns the names of its variables */
function checkDocument(text: string): readonly string[] {
  const operations = parsed(text).definitions.filter(({ kind }) => kind !== Kind.FRAGMENT_DEFINITION);
  const [operation] = operations;
  if (operations.length !== 1 || operation?.kind !== Kind.OPERATION_DEFINITION || operation.operation !== "query")
    throw invalid("document", "A document holds one query and its fragments, and nothing else.");
  const names = (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
  const reserved = names.find((name) => (OUTLET_PARAMETERS as readonly string[]).includes(name));
  if (reserved) throw invalid("document", `A variable cannot be named ${reserved}: the outlets have a use for it.`);
  return names;
}

function parsed(text: string): DocumentNode {
  try {
    return parse(text, { maxTokens: DOCUMENT_LENGTH_MAX / 10, noLocation: true });
  } catch (error) {
    throw invalid("document", error instanceof Error ? error.message : "The document cannot be read.");
  }
}

function checkDefaults(text: string, variables: readonly string[]): void {
  const unknown = Object.keys(objectIn(text)).find((name) => !variables.includes(name));
  if (unknown) throw invalid("defaults", `The document has no variable ${unknown.slice(0, 80)}.`);
}

function objectIn(text: string): object {
  const value = jsonIn(text);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw invalid("defaults", 'Expected a JSON object by variable, such as {"from": "2026-01-01"}.');
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function invalid(argument: string, message: string): Error {
  return graphError("BAD_USER_INPUT", message, { argument });
}
