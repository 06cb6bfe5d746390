import { type ReactNode, useEffect } from "react";
import type { StreamState } from "../graph/watch";
import { StreamMark } from "./stream-mark";

interface PageProps {
  readonly title: string;
  readonly lead?: string;
  readonly tools?: ReactNode;
  /** How the page follows what changes; absent: it does not. */
  readonly stream?: StreamState;
  readonly children: ReactNode;
}

export function Page({ title, lead, tools, stream, children }: PageProps): ReactNode {
  useEffect(() => {
    document.title = `${title} · Concord`;
  }, [title]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <main id="content" className="page" tabIndex={0}>
      <header className="page-head">
        <div>
          <div className="row">
            <h1>{title}</h1>
            {stream ? <StreamMark state={stream} /> : null}
          </div>
          {lead ? <p>{lead}</p> : null}
        </div>
        {tools ? <div className="tools">{tools}</div> : null}
      </header>
      {children}
    </main>
  );
}
