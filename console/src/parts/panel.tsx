import { type ReactNode, useId } from "react";
import { isDenied } from "../graph/faults";
import type { Answer } from "../graph/use-answer";
import { Denied, Empty, Faulted, Loading } from "./states";

interface PanelProps<Data, Value> {
  readonly title: string;
  readonly note?: string;
  readonly answer: Answer<Data>;
  /** The place in the answer that the panel shows, such as `kpis`. */
  readonly path: string;
  readonly of: (data: Data) => Value | null | undefined;
  readonly isEmpty?: (value: Value) => boolean;
  readonly className?: string;
  readonly tools?: ReactNode;
  readonly children: (value: Value) => ReactNode;
}

/** A part of a page in exactly one state: loading, denied, failed, empty, or there. */
export function Panel<Data, Value>(props: PanelProps<Data, Value>): ReactNode {
  const { title, note, tools, className = "" } = props;
  const heading = useId();
  return (
    <section className={`panel ${className}`} aria-labelledby={heading}>
      <header>
        <h2 id={heading}>{title}</h2>
        {note ? <p className="note">{note}</p> : null}
        {tools}
      </header>
      <div className="panel-body">{contentOf(props)}</div>
    </section>
  );
}

function contentOf<Data, Value>({ answer, path, of, isEmpty, children }: PanelProps<Data, Value>): ReactNode {
  const value = answer.data === undefined ? undefined : of(answer.data);
  if (value !== null && value !== undefined) return isEmpty?.(value) ? <Empty /> : children(value);
  if (answer.loading) return <Loading />;
  if (isDenied(answer.faults, path)) return <Denied />;
  if (answer.faults.length > 0) return <Faulted faults={answer.faults} again={answer.again} />;
  return <Empty />;
}
