import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { Brand } from "./parts/brand";
import { Icon } from "./parts/icon";
import { LanguageSwitch } from "./parts/language-switch";
import type { Session } from "./session/token";
import { useWords } from "./words/language";
import { roleText } from "./words/role-text";

const PAGES = ["overview", "freshness", "discrepancies", "matching", "quarantine", "audit", "permissions"] as const;

interface ShellProps {
  readonly session: Session;
  readonly onLeave: () => void;
  readonly children: ReactNode;
}

export function Shell({ session, onLeave, children }: ShellProps): ReactNode {
  const { say } = useWords();
  const [location] = useLocation();
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {say("toContent")}
      </a>
      <header className="side">
        <Brand />
        <nav aria-label={say("pages")}>
          {PAGES.map((page) => (
            <Link key={page} href={`/${page}`} aria-current={location === `/${page}` ? "page" : undefined}>
              <Icon name={page} />
              {say(page)}
            </Link>
          ))}
        </nav>
        <div className="side-foot">
          <Holder session={session} />
          <LanguageSwitch />
          <button type="button" className="button quiet" onClick={onLeave}>
            <Icon name="leave" />
            {say("signOut")}
          </button>
        </div>
      </header>
      {children}
    </div>
  );
}

function Holder({ session: { role, subject } }: { readonly session: Session }): ReactNode {
  const { say, language } = useWords();
  const name = roleText(role, language) ?? say("roleUnknown");
  return (
    <p className="holder" data-role={role}>
      <strong>{name}</strong>
      {subject ? <span>{subject}</span> : null}
    </p>
  );
}
