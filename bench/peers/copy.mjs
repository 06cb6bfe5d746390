// The ledger as PostgreSQL's COPY gives it, one JSON object a line, passed on as it comes: node copy.mjs <database url>
import { createServer } from "node:http";
import { pipeline } from "node:stream";
import pg from "pg";
import { to } from "pg-copy-streams";
import { addressOf, serving } from "./served.mjs";

const LEDGER = `copy (select json_build_object('id', id, 'entryId', entry_id, 'lineNumber', line_number, 'accountId', account_id,
  'postedOn', posted_on, 'debit', json_build_object('amount', debit::text, 'currency', currency),
  'credit', json_build_object('amount', credit::text, 'currency', currency)) from finance.journal_line) to stdout`;

const pool = new pg.Pool({ connectionString: process.argv[2], max: 2 });
const server = createServer(async (request, response) => {
  request.resume();
  const client = await pool.connect();
  response.writeHead(200, { "content-type": "application/x-ndjson" });
  pipeline(client.query(to(LEDGER)), response, (error) => client.release(error));
});
server.listen(0, "127.0.0.1", () => serving(addressOf(server)));
