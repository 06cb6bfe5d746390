import type { ReactNode } from "react";
import { DeniedMark } from "./states";

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
  readonly denied?: boolean;
}

/** Names and values; what was denied says so. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }): ReactNode {
  return (
    <dl className="facts">
      {facts.map(({ name, value, denied }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{denied ? <DeniedMark /> : (value ?? "—")}</dd>
        </div>
      ))}
    </dl>
  );
}
