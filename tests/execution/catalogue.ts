import { composeServices } from "@apollo/composition";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { type DocumentNode, parse } from "graphql";
import { type PlainSource, schemaSource } from "../../gateway/execution/plain-sources";
import { chanceOf, type Mood, resolversOf } from "./made-up-values";

/** A supergraph that uses every feature of federation that moves data between subgraphs. */
const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import:
  ["@key", "@shareable", "@external", "@requires", "@provides", "@interfaceObject", "@override", "@inaccessible", "@tag"])`;

const TEXTS: Readonly<Record<string, string>> = {
  catalogue: `
    type Query {
      products(first: Int = 3): [Product]
      product(id: ID!): Product
      media(kind: Kind): [Media!]
      someMedia: Media
      search(text: String, kinds: [Kind!]): [Found]
      found: Found!
      shelves: [[Media]]
      me: User!
    }
    type Mutation { add(by: Int! = 1): Counter addThenFail: Counter! }
    enum Kind { BOOK FILM }
    interface Media @key(fields: "id") { id: ID! title: String maker: User similar: [Media] }
    type Book implements Media @key(fields: "id") {
      id: ID! title: String pages: Int! maker: User similar: [Media] kind: Kind sequel: Book
    }
    type Film implements Media @key(fields: "id") {
      id: ID! title: String minutes: Int maker: User similar: [Media] cast: [User!]!
    }
    union Found = Book | Film | User | Product
    type Product @key(fields: "id") @key(fields: "sku region { code }") {
      id: ID! sku: String region: Region price: Float weight: Int dims: Dims tags: [String!] matrix: [[Int]] old: String
    }
    type Region @shareable { code: String }
    type Dims @shareable { size: Int width: Int! }
    type User @key(fields: "id") { id: ID! name: String @shareable favourite: Media }
    type Counter @key(fields: "id") { id: ID! value: Int }
  `,
  reviews: `
    type Query { reviews(first: Int): [Review] best: Review worst: Review! }
    type Mutation { touch: Counter touchLast(note: String): Counter }
    type Media @key(fields: "id") @interfaceObject { id: ID! reviews(first: Int): [Review!] score: Float rating: Int! }
    type Review @key(fields: "id") {
      id: ID! body: String! stars: Int by: User @provides(fields: "name") about: Media product: Product subject: Subject
    }
    union Subject = User | Product
    type User @key(fields: "id") { id: ID! name: String @external reviews: [Review] }
    type Product @key(fields: "id") {
      id: ID! weight: Int @external price: Float @external dims: Dims @external
      shipping(rate: Float = 1.5): Float @requires(fields: "weight price")
      parcel: String @requires(fields: "dims { size width }")
      old: String @override(from: "catalogue")
    }
    type Dims @shareable { size: Int width: Int! }
    type Counter @key(fields: "id") { id: ID! touched: Int }
  `,
  stock: `
    type Query { warehouses: [Warehouse!]! lowest: Stock }
    type Mutation { restock: Counter }
    type Warehouse { name: String stock: [Stock] manager: User }
    type Stock { amount: Int! product: Product where: Warehouse place: Place }
    interface Place { label: String }
    type Row implements Place { label: String number: Int! }
    type Yard implements Place { label: String open: Boolean }
    type Product @key(fields: "sku region { code }") { sku: String region: Region stock(min: Int): [Stock!] inStock: Boolean! }
    type Region @shareable { code: String }
    type User @key(fields: "id") { id: ID! email: String! manages: [Warehouse!] }
    type Counter @key(fields: "id") { id: ID! restocked: Int }
  `,
};

const documents: Readonly<Record<string, DocumentNode>> = Object.fromEntries(
  Object.entries(TEXTS).map(([name, text]) => [name, parse(`${LINK}\n${text}`)]),
);

export function catalogueSupergraph(): string {
  const services = Object.entries(documents).map(([name, typeDefs]) => ({
    name,
    typeDefs,
    url: `http://${name}.invalid`,
  }));
  const { supergraphSdl, errors } = composeServices(services);
  if (!supergraphSdl) throw new Error(`the catalogue does not compose: ${errors}`);
  return supergraphSdl;
}

/** Schemas whose values follow from the mood alone; each call has a counter of its own for mutations. */
export function catalogueSchemas(mood: Mood) {
  const calls: string[] = [];
  return Object.fromEntries(
    Object.entries(documents).map(([name, typeDefs]) => {
      const resolvers = resolversOf(typeDefs, name, mood, calls);
      return [name, buildSubgraphSchema({ typeDefs, resolvers: resolvers as never })];
    }),
  );
}

/** The schemas as sources, of which some calls fail as a whole. */
export function catalogueSources(mood: Mood): Record<string, PlainSource> {
  return Object.fromEntries(
    Object.entries(catalogueSchemas(mood)).map(([name, schema]) => {
      const inner = schemaSource(schema);
      const process: PlainSource["process"] = async (question) => {
        // By the text alone: variables differ where one executor asks for an entity once and the other twice.
        const chance = chanceOf(mood.seed, name, question.request.query);
        if (chance < mood.lost / 3) throw new Error(`${name} is not there`);
        if (chance < (mood.lost * 2) / 3) return { errors: [{ message: `${name} is busy` }], data: null };
        if (chance < mood.lost) return { data: null };
        return inner.process(question);
      };
      return [name, { process, close: async () => undefined }];
    }),
  );
}
