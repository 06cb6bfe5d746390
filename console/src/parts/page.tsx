import { type ReactNode, useEffect } from "react";

interface PageProps {
  readonly title: string;
  readonly lead?: string;
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

export function Page({ title, lead, tools, children }: PageProps): ReactNode {
  useEffect(() => {
    document.title = `${title} · Concord`;
  }, [title]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <main id="content" className="page" tabIndex={0}>
      <header className="page-head">
        <div>
          <h1>{title}</h1>
          {lead ? <p>{lead}</p> : null}
        </div>
        {tools ? <div className="tools">{tools}</div> : null}
      </header>
      {children}
    </main>
  );
}
