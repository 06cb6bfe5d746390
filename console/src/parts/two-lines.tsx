import type { ReactNode } from "react";

interface TwoLinesProps {
  readonly first: string | null | undefined;
  readonly second: string | null | undefined;
}

/** A cell of a list: what it is about, and what is to be known beside it; what is cut shows in full under the pointer. */
export function TwoLines({ first, second }: TwoLinesProps): ReactNode {
  return (
    <div className="two-lines">
      <strong className="clip" title={first ?? undefined}>
        {first ?? "—"}
      </strong>
      <small className="clip" title={second ?? undefined}>
        {second ?? "—"}
      </small>
    </div>
  );
}
