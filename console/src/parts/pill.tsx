import type { ReactNode } from "react";

export type Tone = "good" | "busy" | "bad" | "calm" | "info";

export function Pill({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }): ReactNode {
  return <span className={`pill ${tone}`}>{children}</span>;
}
