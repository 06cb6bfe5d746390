import type { Role } from "./roles";
export interface Identity { readonly subject: string; readonly role: Role; readonly companies: readonly string[] | "*"; readonly requestId: string }
