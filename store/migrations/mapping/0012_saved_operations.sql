-- Queries that people saved under a name, to be read as rows by tools that know no GraphQL.
create sequence mapping.saved_operation_number;
create table mapping.saved_operation (
  id text collate "C" primary key default 'O-' || lpad(nextval('mapping.saved_operation_number')::text, 9, '0'),
  name text collate "C" not null unique,
  description text not null,
  document text not null,
  -- A JSON object by variable.
  defaults text not null,
  -- Separated by spaces.
  roles text collate "C" not null,
  owner text collate "C" not null,
  version integer not null default 1,
  saved_at timestamptz not null default clock_timestamp()
);
