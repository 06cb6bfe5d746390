import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import type { RoleName } from "../graph/generated/graphql";
import { Brand } from "../parts/brand";
import { Choice, optionsOf } from "../parts/choice";
import { LanguageSwitch } from "../parts/language-switch";
import { roleNames } from "../words/enums";
import { useWords } from "../words/language";
import { keepToken, type Session } from "./token";

interface SignInProps {
  /** Whether the server just refused the token. */
  readonly refused: boolean;
  readonly onSignIn: (session: Session) => void;
}

export function SignIn({ refused, onSignIn }: SignInProps): ReactNode {
  const { say } = useWords();
  const [text, setText] = useState("");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const token = text.trim().replace(/^Bearer\s+/i, "");
    if (token) onSignIn(keepToken(token));
  };
  return (
    <main className="sign-in">
      <LanguageSwitch />
      <section className="sign-in-card">
        <Brand />
        <h1>{say("signIn")}</h1>
        <p>{say("signInLead")}</p>
        {refused ? (
          <p role="alert" className="refused">
            {say("tokenRefused")}
          </p>
        ) : null}
        <form onSubmit={submit}>
          <label className="field">
            <span>{say("token")}</span>
            <input
              type="password"
              autoComplete="off"
              spellCheck={false}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </label>
          <button type="submit" className="button primary" disabled={!text.trim()}>
            {say("signIn")}
          </button>
        </form>
        <DevelopmentTokens onToken={(token) => onSignIn(keepToken(token))} />
      </section>
    </main>
  );
}

/** On a developer's own machine the server gives a token for a role, as it does in the playground. */
function DevelopmentTokens({ onToken }: { readonly onToken: (token: string) => void }): ReactNode {
  const words = useWords();
  const { say } = words;
  const [offered, setOffered] = useState(false);
  const [role, setRole] = useState<RoleName>("cfo");
  useEffect(() => {
    void fetchJson<{ developmentTokens?: boolean }>("/console/settings.json").then((settings) =>
      setOffered(settings?.developmentTokens === true),
    );
  }, []);
  if (!offered) return null;
  const take = async (): Promise<void> => {
    const answer = await fetchJson<{ token?: string }>(`/console/token?role=${role}`);
    if (answer?.token) onToken(answer.token);
  };
  return (
    <div className="development">
      <h2>{say("developmentTokens")}</h2>
      <div className="row">
        <Choice label={say("role")} value={role} options={optionsOf(roleNames, words)} onChange={setRole} />
        <button type="button" className="button" onClick={() => void take()}>
          {say("signInAs")}
        </button>
      </div>
    </div>
  );
}

async function fetchJson<Body>(path: string): Promise<Body | undefined> {
  const response = await fetch(path).catch(() => undefined);
  return response?.ok ? ((await response.json()) as Body) : undefined;
}
