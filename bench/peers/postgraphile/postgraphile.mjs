// PostGraphile over views of what the questions need, with keys said in comments: node postgraphile.mjs <database url>
import { createServer } from "node:http";
import pg from "pg";
import { postgraphile } from "postgraphile";
import { addressOf, serving } from "../served.mjs";

const VIEWS = `
  create schema if not exists peer;
  create or replace view peer.party as select p.erp_id, p.name, p.city, i.shared_id as id
    from erp.party p left join mapping.identifier i on i.source_id = p.erp_id and i.status = 'CONFIRMED';
  create or replace view peer.item as select erp_id, name from erp.item;
  create or replace view peer.sales_order as select id, number, ordered_on, status, net_amount, currency, customer_id from erp.sales_order;
  create or replace view peer.sales_order_line as
    select id, order_id, line_number, quantity, unit, net_amount, currency, item_id from erp.sales_order_line;
  create or replace view peer.invoice as select id, number, issued_on, total_amount, currency from finance.invoice;
  create or replace view peer.order_invoice as
    select from_id as order_id, to_id as invoice_id from mapping.document_link where to_kind = 'INVOICE';
  comment on view peer.party is E'@primaryKey erp_id';
  comment on view peer.item is E'@primaryKey erp_id';
  comment on view peer.sales_order is E'@primaryKey id\\n@foreignKey (customer_id) references peer.party (erp_id)';
  comment on view peer.sales_order_line is
    E'@primaryKey id\\n@foreignKey (order_id) references peer.sales_order (id)\\n@foreignKey (item_id) references peer.item (erp_id)';
  comment on view peer.invoice is E'@primaryKey id';
  comment on view peer.order_invoice is E'@primaryKey order_id,invoice_id\\n@foreignKey (order_id) references peer.sales_order (id)\\n'
    '@foreignKey (invoice_id) references peer.invoice (id)';
`;

const pool = new pg.Pool({ connectionString: process.argv[2], max: 8 });
await pool.query(VIEWS);
const options = { disableQueryLog: true, ignoreRBAC: false, disableDefaultMutations: true, watchPg: false };
const handler = postgraphile(pool, ["peer"], options);
await handler.getGraphQLSchema();
const server = createServer(handler);
server.listen(0, "127.0.0.1", () => serving(`${addressOf(server)}/graphql`));
