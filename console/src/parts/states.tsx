import type { ReactNode } from "react";
import type { Fault } from "../graph/faults";
import { useWords } from "../words/language";
import { Icon } from "./icon";

export function Loading({ lines = 3 }: { readonly lines?: number }): ReactNode {
  const { say } = useWords();
  return (
    <div className="state loading" role="status">
      <span className="unseen">{say("loading")}</span>
      {Array.from({ length: lines }, (_, line) => `line ${line}`).map((line) => (
        <span key={line} className="bone" aria-hidden="true" />
      ))}
    </div>
  );
}

/** In place of what the role may not read: never a zero, never an empty list. */
export function Denied(): ReactNode {
  const { say } = useWords();
  return (
    <div className="state denied" data-state="denied">
      <Icon name="lock" />
      <p>
        <strong>{say("denied")}</strong>
        {say("deniedWhy")}
      </p>
    </div>
  );
}

export function DeniedMark(): ReactNode {
  const { say } = useWords();
  return (
    <span className="denied-mark" title={say("deniedWhy")}>
      <Icon name="lock" /> {say("denied")}
    </span>
  );
}

export function Empty({ children }: { readonly children?: ReactNode }): ReactNode {
  const { say } = useWords();
  return (
    <div className="state empty" data-state="empty">
      <Icon name="tray" />
      <p>{children ?? say("nothingHere")}</p>
    </div>
  );
}

export function Faulted({ faults, again }: { readonly faults: readonly Fault[]; again?(): void }): ReactNode {
  const { say } = useWords();
  const [fault] = faults;
  return (
    <div className="state faulted" role="alert" data-state="error">
      <Icon name="warning" />
      <p>
        <strong>{fault?.message ?? say("failed")}</strong>
        {fault?.hint ? <span>{fault.hint}</span> : null}
        {fault ? <code>{fault.code}</code> : null}
      </p>
      {again ? (
        <button type="button" className="button" onClick={again}>
          {say("tryAgain")}
        </button>
      ) : null}
    </div>
  );
}
