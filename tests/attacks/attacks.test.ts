import { audit } from "./families/audit";
import { auditChain } from "./families/audit-chain";
import { crossSite } from "./families/cross-site";
import { denialOfService } from "./families/denial-of-service";
import { discovery } from "./families/discovery";
import { globalIds } from "./families/global-ids";
import { type Ground, loadGround, ROOM } from "./families/ground";
import { injection } from "./families/injection";
import { leaks } from "./families/leaks";
import { oracles } from "./families/oracles";
import { permissionBypass } from "./families/permission-bypass";
import { scopes } from "./families/scopes";
import { spoofing } from "./families/spoofing";
import { subscriptions } from "./families/subscriptions";
import { tenants } from "./families/tenants";
import { tokens } from "./families/tokens";
import { openTarget } from "./target";

// One database and a few gateways serve all families, each of which is a file beside this one.
const ground = {} as Ground;
beforeAll(async () => {
  ground.target = await openTarget();
  await loadGround(ground.target.database);
  ground.impatient = await ground.target.beside({ BODY_TIMEOUT_MS: "400" });
  ground.narrow = await ground.target.beside({ CONCURRENCY_MAX: String(ROOM) });
  ground.sparing = await ground.target.beside({ REQUESTS_PER_MINUTE_MAX: "5" });
});
afterAll(async () => {
  for (const { close } of [ground.impatient, ground.narrow, ground.sparing, ground.target]) await close();
});

denialOfService(ground);
discovery(ground);
crossSite(ground);
tokens(ground);
spoofing(ground);
permissionBypass(ground);
oracles(ground);
globalIds(ground);
tenants(ground);
scopes();
injection(ground);
leaks(ground);
subscriptions(ground);
audit(ground);
auditChain();
