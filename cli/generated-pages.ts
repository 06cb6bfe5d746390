import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { changelogPage } from "./changelog-page";
import { errorPage } from "./error-page";
import { permissionPage } from "./permission-page";

const FOLDER = join(__dirname, "..", "docs");

/** Pages of the documentation that are written from the code, and what each should say. */
const PAGES: Readonly<Record<string, () => string>> = {
  "permissions.md": permissionPage,
  "errors.md": errorPage,
  "schema-changelog.md": changelogPage,
};

export function writePages(): readonly string[] {
  return Object.entries(PAGES).map(([name, text]) => {
    const file = join(FOLDER, name);
    writeFileSync(file, text());
    return file;
  });
}

/** Pages that do not say what the code says. */
export function checkPages(): readonly string[] {
  return Object.entries(PAGES)
    .filter(([name, text]) => {
      const file = join(FOLDER, name);
      return !existsSync(file) || readFileSync(file, "utf8") !== text();
    })
    .map(([name]) => `docs/${name} differs from the code; run npm run schema and review the change.`);
}
