-- What matching says of a pair and what came of a decision, in Chinese beside the English. Null: from before there was Chinese.
-- A pair gets it when it is compared again; a decision is never changed.
alter table mapping.match add column reason_zh text;
alter table mapping.decision_log add column outcome_zh text;

create or replace view mapping.match_proposal as
select m.id, m.kind, m.left_id, m.right_id, l.name as left_name, r.name as right_name, m.status, m.confidence, m.reason,
  m.proposed_at, m.decided_by, m.decided_at, mapping.one_company_of(array[l.company_id, r.company_id]) as company_id, m.reason_zh
from mapping.match m
join mapping.source_record l on l.source_id = m.left_id
join mapping.source_record r on r.source_id = m.right_id;

create or replace view mapping.identity_decision as
select d.id, d.kind, d.identity_kind, d.reason, d.outcome, d.proposal_id, d.undoes_id, d.company_id, d.decided_by, d.decided_at,
  d.before, d.after, u.id as undone_by_id, d.outcome_zh
from mapping.decision_log d left join mapping.decision_log u on u.undoes_id = d.id;
