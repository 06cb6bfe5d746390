import { ApolloProvider } from "@apollo/client/react";
import { lazy, type ReactNode, Suspense, useMemo, useState } from "react";
import { Redirect, Route, Router, Switch } from "wouter";
import { createClient } from "./graph/client";
import { Loading } from "./parts/states";
import { SessionProvider } from "./session/session";
import { SignIn } from "./session/sign-in";
import { forgetToken, readSession, type Session } from "./session/token";
import { Shell } from "./shell";
import { LanguageProvider } from "./words/language";

const pages = {
  overview: lazy(async () => ({ default: (await import("./pages/overview/overview-page")).OverviewPage })),
  freshness: lazy(async () => ({ default: (await import("./pages/freshness/freshness-page")).FreshnessPage })),
  discrepancies: lazy(async () => ({
    default: (await import("./pages/discrepancies/discrepancies-page")).DiscrepanciesPage,
  })),
  matching: lazy(async () => ({ default: (await import("./pages/matching/matching-page")).MatchingPage })),
  quarantine: lazy(async () => ({ default: (await import("./pages/quarantine/quarantine-page")).QuarantinePage })),
  audit: lazy(async () => ({ default: (await import("./pages/audit/audit-page")).AuditPage })),
  permissions: lazy(async () => ({ default: (await import("./pages/permissions/permissions-page")).PermissionsPage })),
};

export function App(): ReactNode {
  return (
    <LanguageProvider>
      <Router base="/console">
        <SignedInOrNot />
      </Router>
    </LanguageProvider>
  );
}

function SignedInOrNot(): ReactNode {
  const [session, setSession] = useState<Session | undefined>(readSession);
  const [refused, setRefused] = useState(false);
  if (!session)
    return (
      <SignIn
        refused={refused}
        onSignIn={(opened) => {
          setRefused(false);
          setSession(opened);
        }}
      />
    );
  const leave = (byServer: boolean): void => {
    forgetToken();
    setRefused(byServer);
    setSession(undefined);
  };
  return <SignedIn key={session.token} session={session} leave={leave} />;
}

interface SignedInProps {
  readonly session: Session;
  readonly leave: (byServer: boolean) => void;
}

function SignedIn({ session, leave }: SignedInProps): ReactNode {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a client a session; leave only sets state
  const client = useMemo(() => createClient(session.token, () => leave(true)), [session]);
  return (
    <SessionProvider value={{ ...session, refused: () => leave(true) }}>
      <ApolloProvider client={client}>
        <Shell session={session} onLeave={() => leave(false)}>
          <Suspense fallback={<Loading lines={6} />}>
            <Switch>
              {Object.entries(pages).map(([name, Page]) => (
                <Route key={name} path={`/${name}`} component={Page} />
              ))}
              <Route>
                <Redirect to="/overview" replace />
              </Route>
            </Switch>
          </Suspense>
        </Shell>
      </ApolloProvider>
    </SessionProvider>
  );
}
