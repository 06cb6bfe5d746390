const KEY = "concord-console-token";

/** What a token says of its holder; for display alone, since only the gateway can verify it. */
export interface Session {
  readonly token: string;
  readonly subject: string | undefined;
  readonly role: string | undefined;
}

/** The token of this tab: from `#token=`, which is taken out of the address at once, or from before a reload. */
export function readSession(): Session | undefined {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given !== null) {
    history.replaceState(null, "", location.pathname + location.search);
    if (given) sessionStorage.setItem(KEY, given);
  }
  const token = sessionStorage.getItem(KEY);
  return token ? sessionOf(token) : undefined;
}

export function keepToken(token: string): Session {
  sessionStorage.setItem(KEY, token);
  return sessionOf(token);
}

export function forgetToken(): void {
  sessionStorage.removeItem(KEY);
}

function sessionOf(token: string): Session {
  const claims = claimsOf(token);
  const text = (name: string): string | undefined => {
    const value = claims[name];
    return typeof value === "string" ? value : undefined;
  };
  return { token, subject: text("sub"), role: text("role") };
}

/** An API key has no claims to read. */
function claimsOf(token: string): Readonly<Record<string, unknown>> {
  const [, payload = ""] = token.split(".");
  try {
    const bytes = Uint8Array.from(atob(payload.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
    return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
  } catch {
    return {};
  }
}
