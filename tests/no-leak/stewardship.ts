import type { Database } from "../../store/database";
import { sql } from "../../store/sql";

/**
 * What people and runs left in mapping, written as it stands after them: matches, decisions, contradictions, findings,
 * discrepancies, records set aside, links by evidence, codes and the state of sources. Each comes in several companies, and
 * without one. Moments lie in the past, so that nothing depends on when it is asked.
 */
export async function writeStewardship(database: Database): Promise<void> {
  for (const statement of STATEMENTS) await database.execute(statement);
  for (const statement of await standStill(database)) await database.execute(statement);
}

/** Moments that the load wrote become one, so that two worlds of one seed are equal. */
async function standStill(database: Database): Promise<readonly string[]> {
  const rows =
    await database.query(sql`select table_name, string_agg(format('%I = case when %I is null then null else %s end',
      column_name, column_name, ${MOMENT}::text), ', ') as setters
    from information_schema.columns join information_schema.tables using (table_schema, table_name)
    where table_schema = 'mapping' and udt_name = 'timestamptz' and table_type = 'BASE TABLE' and table_name not in ('migration', 'identifier_version')
    group by table_name order by table_name`);
  return rows.flatMap((row) => [
    `alter table mapping.${row["table_name"]} disable trigger user`,
    `update mapping.${row["table_name"]} set ${row["setters"]}`,
    `alter table mapping.${row["table_name"]} enable trigger user`,
  ]);
}

const MOMENT = "'2025-06-01T00:00:00Z'::timestamptz";

const STATEMENTS = [
  `insert into mapping.match (id, kind, left_id, right_id, status, verdict, confidence, reason, reason_zh, evidence, proposed_at)
   select 'match-' || i, 'PARTY', 't-erp:party:' || i, 't-finance:party:' || (i + 1),
     (array['PROPOSED','CONFIRMED','REJECTED'])[1 + i % 3], 'PROPOSED', 0.9, 'phone ' || i, '电话 ' || i,
     '[{"supports": true, "weight": "4.2", "strength": "somewhat for", "text": "phone ' || i || '", "strengthZh": "一般支持", "textZh": "电话 ' || i || '"}]', ${MOMENT}
   from generate_series(0, 9) i`,
  `insert into mapping.decision_log (id, kind, identity_kind, reason, outcome, outcome_zh, proposal_id, company_id, decided_by, decided_at, before, after)
   select 'decision-' || i, 'LINK', 'PARTY', 'reason ' || i, 'outcome ' || i, '结果 ' || i, 'match-' || i,
     case when i % 4 = 3 then null else 't-finance:company:' || i % 3 end, 'somebody', ${MOMENT}, '[]', '[]'
   from generate_series(0, 7) i`,
  `insert into mapping.identity_conflict (id, kind, cause, state, description, member_ids, company_id, found_at)
   select 'conflict-' || i, 'PARTY', 'TAX_ID_DIFFERS', (array['OPEN','SETTLED'])[1 + i % 2], 'tax ids ' || i || ' and ' || i + 1,
     array['t-erp:party:' || i, 't-finance:party:' || i], case when i % 4 = 3 then null else 't-finance:company:' || i % 3 end, ${MOMENT}
   from generate_series(0, 7) i`,
  `insert into mapping.quality_rule (id, subgraph, entities, kind, severity, description, description_zh, remedy, remedy_zh, fingerprint, checked_at)
   select 'rule-' || i, 'finance', 'Invoice', 'required', 'ERROR', 'rule ' || i, 'rule ' || i, 'remedy', 'remedy', 'f', ${MOMENT}
   from generate_series(0, 2) i`,
  `insert into mapping.quality_finding (id, rule_id, severity, subgraph, entity, row_id, field, company_id, expected, found, state, first_seen_at, last_seen_at, seen_in)
   select 'finding-' || i, 'rule-' || i % 3, 'ERROR', 'finance', 'Invoice', 't-finance:invoice:' || i, 'totalAmount',
     case when i % 4 = 3 then null else 't-finance:company:' || i % 3 end, 'expected ' || i, 'found ' || i,
     (array['OPEN','ACCEPTED','RESOLVED'])[1 + i % 3], ${MOMENT}, ${MOMENT}, 1
   from generate_series(0, 8) i`,
  `insert into mapping.quarantined_row (id, batch_id, system, entity, code, path, reason, file, line, record, quarantined_at)
   select 'quarantined-' || i, (select min(id) from mapping.import_batch), 't-finance', 'Invoice',
     (array['IMPORT_CODE_UNKNOWN','IMPORT_DATE_INVALID'])[1 + i % 2], 'status', 'got "code ' || i % 3 || '" in row ' || i, 'invoices.csv', i,
     '{"total": "' || i || '"}', ${MOMENT}
   from generate_series(0, 7) i`,
  `insert into mapping.discrepancy (id, rule, state, present, owner, note, cause, cause_zh, remedy, remedy_zh, amount, currency, since_on, company_id,
     sales_order_id, invoice_id, bill_id, payment_id, account_id, party_id, item_id, document_ids, first_seen_at, last_seen_at)
   select 'discrepancy-' || i, (array['ORDER_AGAINST_INVOICE','THREE_WAY_MATCH'])[1 + i % 2], (array['OPEN','IN_PROGRESS','ACCEPTED'])[1 + i % 3],
     true, 'owner', 'note ' || i, 'differs by ' || i * 10, '相差 ' || i * 10, 'remedy', '处理', i * 10, 'CNY', '2025-03-01', case when i % 4 = 3 then null else 't-finance:company:' || i % 3 end,
     't-erp:sales_order:' || i, 't-finance:invoice:' || i, 't-finance:bill:' || i, 't-finance:payment:' || i, 't-finance:account:' || i,
     't-erp:party:' || i, 't-erp:item:' || i, array['t-erp:sales_order:' || i, 't-finance:bill:' || i], ${MOMENT}, ${MOMENT}
   from generate_series(0, 9) i`,
  `insert into mapping.discrepancy (id, rule, state, present, owner, note, cause, cause_zh, remedy, remedy_zh, amount, currency, since_on, company_id,
     sales_order_id, invoice_id, party_id, document_ids, first_seen_at, last_seen_at)
   select 'sale-' || i, 'ORDER_AGAINST_INVOICE', 'OPEN', true, 'owner', 'note ' || i, 'order ' || i, '订单 ' || i, 'remedy', '处理', i * 10, 'CNY', '2025-03-01',
     case when i % 4 = 3 then null else 't-erp:company:' || i % 3 end, 't-erp:sales_order:' || i, 't-finance:invoice:' || j, 't-erp:party:' || i,
     array['t-erp:sales_order:' || i, 't-finance:invoice:' || j], ${MOMENT}, ${MOMENT}
   from generate_series(0, 9) i, lateral (select i % 12 as j) at`,
  `insert into mapping.reconciliation_run (id, mode, rules_version, as_of, started_at, finished_at, document_count, link_count, found_count, opened_count,
     reopened_count, closed_count, explained_count, waiting_count, explanation)
   overriding system value
   select i, 'FULL', '1', '2025-06-01', ${MOMENT}, ${MOMENT}, 10 + i, 5, 3, 2, 1, 1, 1, 1, 'explanation ' || i from generate_series(1, 3) i`,
  `insert into mapping.evidence_link (from_id, to_id, rule, confidence, reason, status, decided_at)
   select 't-erp:' || (array['sales_order','purchase_order'])[1 + i % 2] || ':' || i, 't-finance:' || (array['invoice','bill'])[1 + i % 2] || ':' || (i + 1) % 12,
     'EVIDENCE', 0.8, 'the amounts ' || i || ' agree', (array['PROPOSED','CONFIRMED'])[1 + i % 2], ${MOMENT}
   from generate_series(0, 9) i`,
  `insert into mapping.evidence_line_link (from_line_id, to_line_id, from_id, to_id, confidence, reason)
   select o.source_id, l.source_id, o.document_id, l.document_id, 0.8, 'the amounts ' || i || ' agree'
   from generate_series(0, 8) i join mapping.document_line o on o.source_id = 't-erp:sales_order_line:' || i
   join mapping.document_line l on l.source_id = 't-finance:invoice_line:' || (i + 1)`,
  `insert into mapping.code_map (id, system, list, source_code, unified_code, loaded_at)
   select 'code-' || i, 't-finance', 'status', 's' || i, 'u' || i / 2, ${MOMENT} from generate_series(0, 5) i`,
  `insert into mapping.source_state (system, mode, state, backlog_bytes, error, checked_at)
   select 't-' || side, 'LIVE', 'LIVE', 77, 'host of ' || side, ${MOMENT} from unnest(array['finance', 'erp']) side
   on conflict (system) do update set backlog_bytes = 77, error = excluded.error, checked_at = ${MOMENT}`,
  `insert into mapping.saved_operation (name, description, document, defaults, roles, owner, version)
   select 'operation_' || i, 'rows ' || i, '{ items { totalCount } }', '{}',
     (array['cfo sales','cfo','sales buyer analyst','steward integration','accountant auditor','buyer warehouse'])[1 + i % 6], 'somebody ' || i % 3, 1 + i
   from generate_series(0, 11) i`,
];
