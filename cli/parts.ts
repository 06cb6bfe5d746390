/** What `npm start` can run: everything in one process, or one part of a deployment over several machines. */
export const PARTS = ["all", "gateway", "finance", "erp", "mapping"] as const;

export type Part = (typeof PARTS)[number];
