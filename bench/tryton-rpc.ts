/** Tryton's JSON-RPC as its own clients use it, with writes: Concord itself only reads. */
export interface RpcClient {
  call<T>(method: string, ...parameters: unknown[]): Promise<T>;
  logout(): Promise<void>;
}

interface RpcPlace {
  readonly base: string;
  readonly database: string;
  readonly user: string;
  readonly password: string;
}

export async function createRpcClient({ base, database, user, password }: RpcPlace): Promise<RpcClient> {
  const url = `${base}/${encodeURIComponent(database)}/`;
  let id = 0;
  let authorization: string | undefined;
  const send = async <T>(method: string, params: readonly unknown[]): Promise<T> => {
    id += 1;
    const headers = { "content-type": "application/json", ...(authorization ? { authorization } : {}) };
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify({ id, method, params }) });
    if (!response.ok) throw new Error(`${method}: HTTP ${response.status} ${await response.text()}`);
    const answer = (await response.json()) as { result?: T; error?: unknown } | T;
    if (typeof answer !== "object" || answer === null) return answer as T;
    if ("error" in answer && answer.error) throw new Error(`${method}: ${JSON.stringify(answer.error)}`);
    return "result" in answer ? (answer.result as T) : (answer as T);
  };
  const [userId, session] = await send<[number, string]>("common.db.login", [user, { password }, "en"]);
  authorization = `Session ${Buffer.from(`${user}:${userId}:${session}`).toString("base64")}`;
  const context = await send<Record<string, unknown>>("model.res.user.get_preferences", [true, {}]);
  return {
    call: (method, ...parameters) => send(method, [...parameters, context]),
    logout: async () => void (await send("common.db.logout", [])),
  };
}
