import type { ReactNode } from "react";

export function Brand(): ReactNode {
  return (
    <span className="brand">
      <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
        <circle cx="9" cy="12" r="6" />
        <circle cx="15" cy="12" r="6" />
      </svg>
      Concord
    </span>
  );
}
