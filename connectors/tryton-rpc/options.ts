import { z } from "zod";
import { systemName } from "../mapping/system-name";

/** How to reach a running trytond; the password comes from the environment or a file. */
export const trytonRpcOptions = z.strictObject({
  /** `https://erp.example.org:8000`, without the database. */
  url: z.url({ protocol: /^https?$/ }).refine((url) => {
    const { username, password } = new URL(url);
    return username === "" && password === "";
  }, "names no user or password: give them as user and password"),
  database: z.string().min(1),
  user: z.string().min(1),
  password: z.string().min(1),
  /** First part of every id; two Trytons need two. */
  system: systemName.default("tryton"),
  /** Id of the one company to read, where the database keeps several. */
  company: z.coerce.string().regex(/^\d+$/, "the id of a company, a whole number").optional(),
  /** Folder for the copy that later reads compare with; without it a restarted process reads everything once more. */
  copyFolder: z.string().min(1).optional(),
  pageSize: z.number().int().min(1).max(10_000).default(1000),
  /** How far behind the newest change the next read begins: transactions take time to commit. */
  overlapSeconds: z.number().int().min(0).max(86_400).default(300),
  attempts: z.number().int().min(1).max(20).default(5),
  firstWaitMs: z.number().int().min(1).max(60_000).default(500),
  timeoutSeconds: z.number().int().min(1).max(600).default(60),
});

export type TrytonRpcOptions = z.output<typeof trytonRpcOptions>;
