import { createContext, use } from "react";
import type { Session } from "./token";

interface OpenSession extends Session {
  /** Tells that the server takes the token no longer. */
  refused(): void;
}

const SessionContext = createContext<OpenSession | undefined>(undefined);

export const SessionProvider = SessionContext.Provider;

export function useSession(): OpenSession {
  const session = use(SessionContext);
  if (!session) throw new Error("a session is used outside of its provider");
  return session;
}
