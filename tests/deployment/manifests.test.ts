import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { validate } from "dockerfile-utils";
import { parse, parseAllDocuments } from "yaml";
import { readStoreConfig } from "../../cli/config";
import { readGatewayConfig } from "../../gateway/config";

const ROOT = join(__dirname, "..", "..");
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");

/** What an installation gives: nothing of it is guessable. */
const GIVEN: Readonly<Record<string, string>> = {
  DATABASE_PASSWORD: "kf83hsa92ldm",
  DATABASE_URL: "postgresql://concord:kf83hsa92ldm@db:5432/concord",
  INTERNAL_KEY: "8f3b1c0d9e7a46258f3b1c0d9e7a4625",
  AUDIT_KEY: "1d0f9c8b7a6e5432a1b2c3d4e5f60718",
  REDIS_URL: "redis://redis:6379",
  JWT_JWKS_URL: "https://id.example.test/keys",
  JWT_ISSUER: "https://id.example.test",
  JWT_AUDIENCE: "concord",
};

type Env = Readonly<Record<string, string>>;

/** A part's settings are read as the part itself reads them: a name or a value that it does not take is a fault. */
function expectAccepted(args: readonly string[], env: Env): void {
  const known = read("docs/configuration.md");
  expect(Object.keys(env).filter((name) => !known.includes(`\`${name}\``))).toEqual([]);
  if (args[1] === "gateway") expect(readGatewayConfig(env).production).toBe(true);
  else expect(readStoreConfig(env).databaseUrl).toContain("postgresql://");
}

describe("the image", () => {
  const dockerfile = read("deploy/Dockerfile");
  const folders = ["schema", "store", "connectors", "subgraphs", "gateway", "cli"];

  it("is a Dockerfile without a fault, and runs as nobody special, watched", () => {
    expect(validate(dockerfile)).toEqual([]);
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile).toMatch(/^HEALTHCHECK /m);
    expect(dockerfile.match(/^FROM /gm)).toHaveLength(2);
  });

  it("holds what the program is made of, and nothing else", () => {
    const copied = [...dockerfile.matchAll(/^COPY (\w+) \.\//gm)].map(([, folder]) => folder);
    expect(copied).toEqual(folders);
    expect([...read(".dockerignore").matchAll(/^!(\w+)$/gm)].map(([, folder]) => folder)).toEqual(folders);
  });

  it("has every package that the program imports, without those for development", () => {
    const { dependencies } = JSON.parse(read("package.json"));
    const imported = folders.flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
        .filter((file) => /\.(ts|mjs)$/.test(file))
        .flatMap((file) => [
          ...read(join(folder, file)).matchAll(/^(?:import (?!type)|\} from )[^"]*"((?:@[\w-]+\/)?\w[\w.-]*)/gm),
        ])
        .map(([, name = ""]) => name),
    );
    const outside = new Set(imported.filter((name) => !builtinModules.includes(name) && name !== "node"));
    expect(outside.size).toBeGreaterThan(20);
    expect([...outside].filter((name) => !(name in dependencies))).toEqual([]);
  });
});

interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Env;
  readonly read_only?: boolean;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

describe("the compose file", () => {
  const { services } = parse(read("deploy/compose.yaml"), { merge: true }) as { services: Record<string, Service> };
  const own = Object.entries(services).filter(([, { image }]) => image.startsWith("concord:"));

  it("runs the gateway, the three subgraphs and what they need, each after what it waits for", () => {
    expect(Object.keys(services)).toEqual(
      expect.arrayContaining(["gateway", "finance", "erp", "mapping", "postgres", "nats", "redis"]),
    );
    for (const { depends_on = {} } of Object.values(services))
      for (const [name, { condition }] of Object.entries(depends_on)) {
        expect(services[name]).toBeDefined();
        expect(condition).toMatch(/^service_(healthy|started|completed_successfully)$/);
      }
  });

  it.each(own)("%s has settings that its part accepts, and writes nothing into its image", (_name, service) => {
    expect(service.read_only).toBe(true);
    const env = Object.entries(service.environment ?? {}).map(([name, value]) => {
      const filled = String(value).replace(/\$\{(\w+)(:\?[^}]*)?\}/g, (_all, variable) => GIVEN[variable] ?? "?");
      return [name, filled] as const;
    });
    expectAccepted(service.command ?? [], Object.fromEntries(env));
  });

  it("is one that docker compose reads, where it is installed", () => {
    const compose = (...args: string[]) =>
      spawnSync("docker", ["compose", ...args], { cwd: ROOT, env: { ...process.env, ...GIVEN }, encoding: "utf8" });
    if (compose("version").status !== 0) return void console.warn("skipped: docker compose is not installed");
    const { status, stderr } = compose("-f", "deploy/compose.yaml", "config", "-q");
    expect([status, stderr]).toEqual([0, ""]);
  });
});

type Manifest = ReturnType<typeof JSON.parse>;

describe("the Kubernetes manifests", () => {
  const manifests: readonly Manifest[] = ["concord.yaml", "migrate.yaml"].flatMap((file) =>
    parseAllDocuments(read(`deploy/kubernetes/${file}`)).flatMap((document) => {
      expect(document.errors).toEqual([]);
      return document.toJS() ?? [];
    }),
  );
  const ofKind = (...kinds: string[]): readonly Manifest[] => manifests.filter(({ kind }) => kinds.includes(kind));
  const workloads = ofKind("Deployment", "StatefulSet", "Job").map((manifest) => [
    manifest.metadata.name ?? manifest.metadata.generateName,
    manifest,
  ]);
  const services = ofKind("Deployment", "StatefulSet");
  const matches = (labels: Env, selector: Env): boolean =>
    Object.entries(selector).every(([name, value]) => labels[name] === value);

  it.each(workloads)(
    "%s runs as nobody special, within limits, over a file system it cannot write",
    (_name, { spec }) => {
      const { securityContext, automountServiceAccountToken, containers } = spec.template.spec;
      expect(securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } });
      expect(automountServiceAccountToken).toBe(false);
      for (const container of containers) {
        expect(container.securityContext).toEqual({
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        });
        expect(container.resources).toMatchObject({
          requests: { cpu: expect.any(String) },
          limits: { memory: expect.any(String) },
        });
      }
    },
  );

  it.each(workloads)("%s has settings that its part accepts", (_name, { spec }) => {
    const [{ args, env }] = spec.template.spec.containers;
    const given = env.map(({ name, value, valueFrom }: Manifest) => [
      name,
      value ?? GIVEN[valueFrom.secretKeyRef?.key] ?? "concord-gateway-0",
    ]);
    expectAccepted(args, { NODE_ENV: "production", ...Object.fromEntries(given) });
  });

  it("keep each part probed, balanced and never taken away as a whole", () => {
    expect(services.map(({ metadata }) => metadata.name)).toEqual(
      ["finance", "erp", "mapping", "gateway"].map((part) => `concord-${part}`),
    );
    for (const { metadata, spec } of services) {
      const { labels } = spec.template.metadata;
      const [container] = spec.template.spec.containers;
      expect(spec.replicas).toBeGreaterThan(1);
      expect(matches(labels, spec.selector.matchLabels)).toBe(true);
      for (const probe of ["startupProbe", "livenessProbe", "readinessProbe"])
        expect(container.ports.map((port: Manifest) => port.name)).toContain(container[probe].httpGet.port);
      const named = (kind: string) => ofKind(kind).find((manifest) => manifest.metadata.name === metadata.name);
      expect(matches(labels, named("Service").spec.selector)).toBe(true);
      expect(matches(labels, named("PodDisruptionBudget").spec.selector.matchLabels)).toBe(true);
      const volumes = [
        ...spec.template.spec.volumes,
        ...(spec.volumeClaimTemplates ?? []).map(({ metadata: of }: Manifest) => of),
      ];
      const mounted = container.volumeMounts.map(({ name }: Manifest) => name).sort();
      expect(volumes.map(({ name }: Manifest) => name).sort()).toEqual(mounted);
    }
  });

  it("let only the gateway talk to the subgraphs", () => {
    const policies = ofKind("NetworkPolicy");
    const all = policies.find(({ spec }) => !spec.ingress);
    expect(all.spec.policyTypes).toEqual(["Ingress"]);
    const subgraphs = policies.find(({ metadata }) => metadata.name === "concord-subgraphs");
    expect(subgraphs.spec.ingress).toEqual([
      {
        from: [{ podSelector: { matchLabels: expect.objectContaining({ "app.kubernetes.io/component": "gateway" }) } }],
        ports: [{ port: "http" }],
      },
    ]);
  });
});

describe("the systemd unit", () => {
  it("is one that systemd reads, where it is installed", () => {
    const { status, stderr, error } = spawnSync("systemd-analyze", ["verify", "deploy/concord.service"], {
      cwd: ROOT,
      encoding: "utf8",
    });
    if (error) return void console.warn("skipped: systemd is not installed");
    // Where node is is the machine's; that it is not there is no fault of the unit.
    const faults = stderr
      .split("\n")
      .filter((line) => line.includes("concord.service") && !line.includes("is not executable"));
    expect(faults).toEqual([]);
    expect(status === 0 || stderr.includes("is not executable")).toBe(true);
  });
});
