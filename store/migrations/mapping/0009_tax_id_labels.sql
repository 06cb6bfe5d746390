-- Tax ids of earlier loads lose the labels before them, as new ones do; matching looks at these records again.
update mapping.source_record r set tax_id = bare.tax_id, matched_batch_id = null
from (
  select source_id,
    regexp_replace(tax_id, '^(VAT|TVA|USTIDNR|USTID|EIN|TIN|TAXID|TAX|NIF|CIF|ABN|GSTIN|UID|NO|NR)+(?=[A-Z]{0,2}[0-9][A-Z0-9]{4})', '')
      as tax_id
  from mapping.source_record
) bare
where bare.source_id = r.source_id and bare.tax_id <> r.tax_id;
