import type { ReactNode } from "react";

/** Drawn for this console; strokes take the colour of the text. */
const paths = {
  overview: "M4 13h4v7H4zM10 4h4v16h-4zM16 9h4v11h-4z",
  freshness: "M12 3a9 9 0 1 0 9 9M12 7v5l3 2M16 3h5v5",
  discrepancies: "M4 7h10M4 17h10M18 5v4M18 12v.5M18 15v4M9 4L6 20",
  matching: "M9 6a6 6 0 1 0 0 12a6 6 0 1 0 0-12zM15 6a6 6 0 1 0 0 12a6 6 0 1 0 0-12z",
  quarantine: "M5 8h14v12H5zM8 8V6a4 4 0 0 1 8 0v2M10 14h4",
  audit: "M6 3h9l4 4v14H6zM9 11h7M9 15h7M9 7h3",
  permissions: "M12 3l7 3v5c0 5-3 8-7 10c-4-2-7-5-7-10V6zM9 12l2 2l4-4",
  lock: "M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3",
  warning: "M12 4l9 16H3zM12 10v4M12 17v.5",
  tray: "M4 13l3-8h10l3 8v6H4zM4 13h5l1 2h4l1-2h5",
  close: "M6 6l12 12M18 6L6 18",
  check: "M5 13l4 4L19 7",
  up: "M12 19V5M6 11l6-6l6 6",
  down: "M12 5v14M6 13l6 6l6-6",
  search: "M11 5a6 6 0 1 0 0 12a6 6 0 1 0 0-12zM16 16l4 4",
  language: "M4 6h9M8.5 4v2c0 5-2 8-5 9M6 10c1 3 3 4 6 5M12 20l4-10l4 10M13.5 16h5",
  leave: "M14 4h5v16h-5M4 12h10M10 8l4 4l-4 4",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { readonly name: IconName }): ReactNode {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
