import { type ReactNode, useEffect, useRef } from "react";
import { useWords } from "../words/language";
import { Icon } from "./icon";

interface DetailProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** What was chosen in a list, beside it; Escape closes it. */
export function Detail({ title, onClose, children }: DetailProps): ReactNode {
  const { say } = useWords();
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === "Escape") close.current();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return (
    <aside className="detail" aria-label={title}>
      <header>
        <h2>{title}</h2>
        <button type="button" className="button quiet" onClick={onClose} aria-label={say("close")}>
          <Icon name="close" />
        </button>
      </header>
      {children}
    </aside>
  );
}
