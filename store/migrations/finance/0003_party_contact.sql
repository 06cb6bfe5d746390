-- Contact data of sub-ledger accounts: evidence of who the account is of.
alter table finance.party_account
  add column email text collate "C",
  add column phone text collate "C",
  add column street text collate "C";
