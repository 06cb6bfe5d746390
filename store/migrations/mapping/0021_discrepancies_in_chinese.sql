-- What a discrepancy says, in Chinese beside the English. Null until a run finds it again: the first one after this is a full one.
alter table mapping.discrepancy add column cause_zh text, add column remedy_zh text;
