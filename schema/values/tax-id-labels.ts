/** What people and systems write before a tax id to say which number it is, in capitals without punctuation: `EIN 12-3456789`. */
const LABELS = "VAT TVA USTIDNR USTID EIN TIN TAXID TAX NIF CIF ABN GSTIN UID NO NR".split(" ");

/** Labels at the beginning of a tax id of capitals and digits, before an id of at least five characters; a regular expression that JavaScript and PostgreSQL read alike. */
export const TAX_ID_LABELS = `^(${LABELS.join("|")})+(?=[A-Z]{0,2}[0-9][A-Z0-9]{4})`;
