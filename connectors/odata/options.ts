import { z } from "zod";
import { systemName } from "../mapping/system-name";

const secret = z.string().min(1);

/** How the service knows the caller. Secrets come from the environment or a file, and go nowhere but into headers. */
const auth = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }),
  z.strictObject({ kind: z.literal("basic"), user: z.string().min(1), password: secret }),
  z.strictObject({ kind: z.literal("bearer"), token: secret }),
  z.strictObject({
    kind: z.literal("oauth2"),
    tokenUrl: z.url(),
    clientId: z.string().min(1),
    clientSecret: secret,
    scope: z.string().optional(),
  }),
  z.strictObject({ kind: z.literal("apiKey"), header: z.string().regex(/^[A-Za-z0-9-]+$/), key: secret }),
]);

export type OdataAuth = z.infer<typeof auth>;

const set = z.strictObject({
  /** Kept by the service: `CompanyCode eq '1000'`. */
  filter: z.string().min(1).optional(),
  /** Property with the moment of the last change, for services without delta links. */
  changedAt: z.string().min(1).optional(),
});

/** Where an OData v4 service is, and what is peculiar to it. */
export const odataOptions = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).refine((url) => {
    const { username, password } = new URL(url);
    return username === "" && password === "";
  }, "names no user or password: give them in auth"),
  /** Path of the mapping file: what the service's sets and properties mean. */
  mapping: z.string().min(1),
  /** First part of every id, where it is another than the mapping's. */
  system: systemName.optional(),
  auth: auth.default({ kind: "none" }),
  /** Query parameters of every request, such as `sap-client`. */
  parameters: z.record(z.string(), z.string()).default({}),
  sets: z.record(z.string(), set).default({}),
  /** Records a page that are asked for; the service may give fewer. */
  pageSize: z.number().int().min(1).max(10_000).default(1000),
  /** How far behind the newest change the next read begins, where `changedAt` is used: transactions take time to commit. */
  overlapSeconds: z.number().int().min(0).max(86_400).default(300),
  attempts: z.number().int().min(1).max(20).default(6),
  firstWaitMs: z.number().int().min(1).max(60_000).default(500),
  /** A service that asks for a longer wait than this is unavailable. */
  longestWaitSeconds: z.number().int().min(1).max(3600).default(120),
  timeoutSeconds: z.number().int().min(1).max(600).default(60),
});

export type OdataOptions = z.output<typeof odataOptions>;
