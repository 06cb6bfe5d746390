-- A link is read by whoever sees its record; what was said of a pair is told by explain, as far as its reader sees both.
update mapping.identifier set reason = case rule
    when 'PERSON' then 'A person decided so.'
    when 'IMPORTED' then 'An imported link says so.'
    else 'A match run found it alike.' end
  where rule in ('PERSON', 'IMPORTED', 'MATCHED');
update mapping.identifier_version set reason = case rule
    when 'PERSON' then 'A person decided so.'
    when 'IMPORTED' then 'An imported link says so.'
    else 'A match run found it alike.' end
  where rule in ('PERSON', 'IMPORTED', 'MATCHED');
