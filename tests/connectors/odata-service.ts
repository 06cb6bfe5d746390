import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Row = Readonly<Record<string, unknown>>;

interface Change {
  readonly at: number;
  readonly key: string;
}

/** How this service behaves; tests turn it. */
export interface Behaviour {
  pageSize: number;
  /** Whether it keeps changes and gives delta links. */
  tracks: boolean;
  /** Tokens of changes older than this are gone. */
  oldestToken: number;
  /** A delta tells only these properties, beside the key. */
  partial: readonly string[] | undefined;
  /** How it writes a deleted entity. */
  removed: "4.0" | "4.01";
  /** Statuses that the next requests get in place of an answer. */
  readonly refusals: { readonly status: number; readonly retryAfter?: string }[];
  /** What the header of an allowed request says. */
  allowed: { readonly header: string; readonly value: string } | undefined;
  /** Properties that were taken out of the model. */
  readonly dropped: Set<string>;
  /** Server that links lead to in place of this one. */
  linksTo: string | undefined;
  /** While true it cuts every connection. */
  down: boolean;
}

const METADATA = (dropped: ReadonlySet<string>): string => {
  const property = (name: string, type: string): string =>
    dropped.has(name) ? "" : `<Property Name="${name}" Type="${type}"/>`;
  return `<?xml version="1.0" encoding="utf-8"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="Shop.Model" Alias="Self" xmlns="http://docs.oasis-open.org/odata/ns/edm">
<ComplexType Name="Place">${property("City", "Edm.String")}${property("Country", "Edm.String")}</ComplexType>
<EntityType Name="Thing" Abstract="true">${property("Changed", "Edm.DateTimeOffset")}</EntityType>
<EntityType Name="Customer" BaseType="Self.Thing"><Key><PropertyRef Name="Id"/></Key>${property("Id", "Edm.String")}${property("Name", "Edm.String")}
<Property Name="Address" Type="Self.Place"/><NavigationProperty Name="Orders" Type="Collection(Self.Order)"/></EntityType>
<EntityType Name="Order" BaseType="Self.Thing"><Key><PropertyRef Name="No"/></Key>${property("No", "Edm.Int64")}${property("CustomerId", "Edm.String")}
${property("Placed", "Edm.Date")}${property("Amount", "Edm.Decimal")}${property("Currency", "Edm.String")}${property("Kind", "Edm.String")}
<NavigationProperty Name="Customer" Type="Self.Customer"/></EntityType>
<EntityContainer Name="Container"><EntitySet Name="Customers" EntityType="Self.Customer"/><EntitySet Name="Orders" EntityType="Self.Order"/></EntityContainer>
</Schema></edmx:DataServices></edmx:Edmx>`;
};

const KEYS: Readonly<Record<string, string>> = { Customers: "Id", Orders: "No" };

/** A real OData v4 service over rows in memory, on a port of its own. */
export class ShopService {
  readonly behaviour: Behaviour = {
    pageSize: 2,
    tracks: true,
    oldestToken: 0,
    partial: undefined,
    removed: "4.01",
    refusals: [],
    allowed: undefined,
    dropped: new Set(),
    linksTo: undefined,
    down: false,
  };
  /** What was asked, and with which headers. */
  readonly requests: { readonly url: string; readonly headers: IncomingMessage["headers"] }[] = [];
  private readonly sets = new Map<string, Map<string, Row>>([
    ["Customers", new Map()],
    ["Orders", new Map()],
  ]);
  private readonly changes = new Map<string, Change[]>();
  private clock = 0;
  private readonly server = createServer((request, response) => this.answer(request, response));
  url = "";

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    const { port } = this.server.address() as AddressInfo;
    this.url = `http://127.0.0.1:${port}/shop/`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  put(set: string, row: Row): void {
    const key = String(row[KEYS[set] ?? ""]);
    this.sets.get(set)?.set(key, row);
    this.note(set, key);
  }

  remove(set: string, key: string): void {
    this.sets.get(set)?.delete(key);
    this.note(set, key);
  }

  get now(): number {
    return this.clock;
  }

  private note(set: string, key: string): void {
    this.clock += 1;
    this.changes.set(set, [...(this.changes.get(set) ?? []), { at: this.clock, key }]);
  }

  private answer(request: IncomingMessage, response: ServerResponse): unknown {
    const { behaviour } = this;
    if (behaviour.down) {
      return request.socket.destroy();
    }
    this.requests.push({ url: request.url ?? "", headers: request.headers });
    const refusal = behaviour.refusals.shift();
    if (refusal) {
      const headers = refusal.retryAfter === undefined ? {} : { "retry-after": refusal.retryAfter };
      return response.writeHead(refusal.status, headers).end("no");
    }
    const url = new URL(request.url ?? "", this.url);
    if (url.pathname === "/token") return this.token(request, response);
    const { allowed } = behaviour;
    if (allowed && request.headers[allowed.header] !== allowed.value) return this.send(response, 401, { error: {} });
    const path = decodeURIComponent(url.pathname.replace("/shop/", ""));
    if (path === "$metadata") {
      return response.writeHead(200, { "content-type": "application/xml" }).end(METADATA(behaviour.dropped));
    }
    return this.resource(path, url, String(request.headers["prefer"] ?? ""), response);
  }

  private token(request: IncomingMessage, response: ServerResponse): unknown {
    let body = "";
    request.on("data", (chunk) => {
      body += String(chunk);
    });
    return request.on("end", () => {
      const form = new URLSearchParams(body);
      const isRight = form.get("client_id") === "concord" && form.get("client_secret") === "very secret";
      if (isRight) this.send(response, 200, { access_token: `t${this.clock}`, expires_in: 3600 });
      else this.send(response, 400, { error: "invalid_client", error_description: `no: ${body}` });
    });
  }

  private resource(path: string, url: URL, prefer: string, response: ServerResponse): ServerResponse {
    const [, set = "", key] = /^(\w+)(?:\((.*)\))?$/.exec(path) ?? [];
    const rows = this.sets.get(set);
    if (!rows) return this.send(response, 404, { error: { message: "no such set" } });
    if (key !== undefined) {
      const row = rows.get(key.replace(/^'(.*)'$/, "$1").replaceAll("''", "'"));
      return row ? this.send(response, 200, this.shaped(set, row, url)) : this.send(response, 404, { error: {} });
    }
    const token = url.searchParams.get("$deltatoken");
    if (token !== null && Number(token) < this.behaviour.oldestToken) return this.send(response, 410, { error: {} });
    const all = token === null ? this.filtered(set, url) : this.since(set, Number(token));
    const from = Number(url.searchParams.get("$skiptoken") ?? "0");
    const page = all.slice(from, from + this.behaviour.pageSize);
    const next = from + this.behaviour.pageSize;
    const isTracked = this.behaviour.tracks && (token !== null || prefer.includes("odata.track-changes"));
    const started = url.searchParams.get("until") ?? String(this.clock);
    return this.send(response, 200, {
      "@odata.context": `${this.url}$metadata#${set}${token === null ? "" : "/$delta"}`,
      value: page.map((row) => this.shaped(set, row, url)),
      ...(next < all.length ? { "@odata.nextLink": this.link(url, { $skiptoken: String(next), until: started }) } : {}),
      ...(next >= all.length && isTracked
        ? { "@odata.deltaLink": this.link(url, { $deltatoken: started, $skiptoken: undefined, until: undefined }) }
        : {}),
    });
  }

  private link(url: URL, changes: Readonly<Record<string, string | undefined>>): string {
    const link = new URL(url);
    for (const [name, value] of Object.entries(changes))
      if (value === undefined) link.searchParams.delete(name);
      else link.searchParams.set(name, value);
    return this.behaviour.linksTo ? link.href.replace(link.origin, this.behaviour.linksTo) : link.href;
  }

  private filtered(set: string, url: URL): readonly Row[] {
    const rows = [...(this.sets.get(set)?.values() ?? [])];
    const conditions = [...(url.searchParams.get("$filter") ?? "").matchAll(/(\w+) (ge|eq) ('[^']*'|[^\s)]+)/g)];
    return rows.filter((row) =>
      conditions.every(([, name = "", operator, value = ""]) => {
        const actual = String(row[name] ?? "");
        return operator === "eq" ? actual === value.replaceAll("'", "") : Date.parse(actual) >= Date.parse(value);
      }),
    );
  }

  /** Last changes first to last, each key once. */
  private since(set: string, token: number): readonly Row[] {
    const keyName = KEYS[set] ?? "";
    const keys = [...new Set((this.changes.get(set) ?? []).filter(({ at }) => at > token).map(({ key }) => key))];
    return keys.map((key) => {
      const row = this.sets.get(set)?.get(key);
      if (!row) return this.gone(set, keyName, key);
      const { partial } = this.behaviour;
      return partial ? Object.fromEntries([keyName, ...partial].map((name) => [name, row[name]])) : row;
    });
  }

  private gone(set: string, keyName: string, key: string): Row {
    const id = keyName === "Id" ? `Customers('${key.replaceAll("'", "''")}')` : `${set}(${key})`;
    return this.behaviour.removed === "4.01"
      ? { "@removed": { reason: "deleted" }, "@id": id }
      : { "@odata.context": `${this.url}$metadata#${set}/$deletedEntity`, id, reason: "deleted" };
  }

  private shaped(set: string, row: Row, url: URL): Row {
    const select = url.searchParams.get("$select")?.split(",");
    const isGone = Object.keys(row).some((name) => name.startsWith("@"));
    const kept = Object.entries(row).filter(
      ([name]) => (isGone || !select || select.includes(name)) && !this.behaviour.dropped.has(name),
    );
    const expand = /^Customer\(\$select=([\w,]+)\)$/.exec(url.searchParams.get("$expand") ?? "")?.[1]?.split(",");
    const customer =
      expand && set === "Orders" ? this.sets.get("Customers")?.get(String(row["CustomerId"])) : undefined;
    const expanded = customer && { Customer: Object.fromEntries((expand ?? []).map((name) => [name, customer[name]])) };
    return { "@odata.etag": 'W/"1"', ...Object.fromEntries(kept), ...expanded };
  }

  private send(response: ServerResponse, status: number, body: unknown): ServerResponse {
    return response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  }
}
