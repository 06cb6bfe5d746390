import { type ReactNode, useId } from "react";

export interface CardProps {
  readonly title: string;
  readonly note?: ReactNode;
  readonly tools?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A part of a page under a heading of its own. */
export function Card({ title, note, tools, className = "", children }: CardProps): ReactNode {
  const heading = useId();
  return (
    <section className={`panel ${className}`} aria-labelledby={heading}>
      <header>
        <h2 id={heading}>{title}</h2>
        {note ? <p className="note">{note}</p> : null}
        {tools}
      </header>
      <div className="panel-body">{children}</div>
    </section>
  );
}
