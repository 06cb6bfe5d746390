import type { ReactNode } from "react";
import { isDenied } from "../graph/faults";
import type { Answer } from "../graph/use-answer";
import { Card, type CardProps } from "./card";
import { Denied, Empty, Faulted, Loading } from "./states";

interface PanelProps<Data, Value> extends Omit<CardProps, "children"> {
  readonly answer: Answer<Data>;
  /** The place in the answer that the panel shows, such as `kpis`. */
  readonly path: string;
  readonly of: (data: Data) => Value | null | undefined;
  readonly isEmpty?: (value: Value) => boolean;
  readonly children: (value: Value) => ReactNode;
}

/** A part of a page in exactly one state: loading, denied, failed, empty, or there. */
export function Panel<Data, Value>({ title, note, tools, className, ...content }: PanelProps<Data, Value>): ReactNode {
  return (
    <Card title={title} note={note} tools={tools} className={className ?? ""}>
      <Content {...content} />
    </Card>
  );
}

type ContentProps<Data, Value> = Omit<PanelProps<Data, Value>, keyof Omit<CardProps, "children">>;

function Content<Data, Value>({ answer, path, of, isEmpty, children }: ContentProps<Data, Value>): ReactNode {
  const value = answer.data === undefined ? undefined : of(answer.data);
  if (value !== null && value !== undefined) return isEmpty?.(value) ? <Empty /> : children(value);
  if (answer.loading) return <Loading />;
  if (isDenied(answer.faults, path)) return <Denied />;
  if (answer.faults.length > 0) return <Faulted faults={answer.faults} again={answer.again} />;
  return <Empty />;
}
