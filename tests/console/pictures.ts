import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Page } from "playwright-core";
import type { Role } from "../../schema/roles";
import { type Language, settled } from "./browser";
import { smallPng } from "./small-png";

/** A page as docs/console.md shows it: with somebody who reads all of it, in a state that shows what it is for. */
export interface Picture {
  readonly name: string;
  readonly page: string;
  readonly role: Role;
  readonly language?: Language;
  readonly height: number;
  readonly open?: (page: Page) => Promise<void>;
}

/** The audit is last, since it then tells of the others. */
export const PICTURES: readonly Picture[] = [
  { name: "overview", page: "overview", role: "cfo", height: 2350 },
  { name: "overview-zh", page: "overview", role: "cfo", language: "zh", height: 1150 },
  { name: "freshness", page: "freshness", role: "auditor", height: 860 },
  { name: "discrepancies", page: "discrepancies", role: "cfo", height: 1180, open: openDiscrepancy },
  { name: "matching", page: "matching", role: "admin", height: 860 },
  { name: "quarantine", page: "quarantine", role: "steward", height: 1020, open: openQuarantined },
  { name: "permissions", page: "permissions", role: "sales", height: 640 },
  { name: "audit", page: "audit", role: "auditor", height: 640 },
];

async function openDiscrepancy(page: Page): Promise<void> {
  await page.locator(".table-body .table-row", { hasText: "Order against invoice" }).first().click();
  await page.waitForSelector("svg.chain");
}

async function openQuarantined(page: Page): Promise<void> {
  await page.locator(".table-body .table-row", { hasText: "existing day" }).first().click();
  await page.waitForSelector("form.correction");
}

/** Writes what the page shows once the picture is set. */
export async function take({ height, open }: Picture, page: Page, path: string): Promise<void> {
  await page.setViewportSize({ width: 1280, height });
  await open?.(page);
  await settled(page);
  mkdirSync(dirname(path), { recursive: true });
  const blank = await page.context().newPage();
  writeFileSync(path, await smallPng(blank, await page.screenshot()));
  await blank.close();
}
