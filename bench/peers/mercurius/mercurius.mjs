// Mercurius as a gateway over federated services: node mercurius/mercurius.mjs <name=url>...
import mercuriusGateway from "@mercuriusjs/gateway";
import Fastify from "fastify";
import { addressOf, serving } from "../served.mjs";
import { subgraphs } from "../subgraph-schemas.mjs";

const services = process.argv.slice(2).map((given) => {
  const [name, url] = given.split("=");
  // What Apollo's subgraphs add to their SDL is not understood by Mercurius, so it is given what they are written as.
  return { name, url, mandatory: true, schema: subgraphs[name].typeDefs };
});
const app = Fastify();
await app.register(mercuriusGateway, { jit: 1, gateway: { services } });
await app.listen({ host: "127.0.0.1", port: 0 });
serving(`${addressOf(app.server)}/graphql`);
