import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from "@apollo/client";
import { ErrorLink } from "@apollo/client/link/error";
import { faultsOf } from "./faults";

/**
 * A client of one session. Nothing that it reads is kept in its cache: a field that was denied is null with an error beside
 * it, and the cache would keep the null without the error; what is shown is always what the graph answered.
 */
export function createClient(token: string, refused: () => void): ApolloClient {
  const http = new HttpLink({ uri: "/graphql", headers: { authorization: `Bearer ${token}` } });
  const unauthenticated = new ErrorLink(({ error }) => {
    if (faultsOf(error).some(({ code }) => code === "UNAUTHENTICATED")) refused();
  });
  return new ApolloClient({ link: ApolloLink.from([unauthenticated, http]), cache: new InMemoryCache() });
}
