// Apollo Server with Apollo's gateway, as its documentation starts it: node apollo.mjs <supergraph file>
import { readFileSync } from "node:fs";
import { ApolloGateway } from "@apollo/gateway";
import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { serving } from "./served.mjs";

const supergraphSdl = readFileSync(process.argv[2], "utf8");
const server = new ApolloServer({ gateway: new ApolloGateway({ supergraphSdl }), introspection: false });
const { url } = await startStandaloneServer(server, { listen: { host: "127.0.0.1", port: 0 } });
serving(url);
