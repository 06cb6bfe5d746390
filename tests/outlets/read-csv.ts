/** A reader of RFC 4180 of its own, so that the writer is not judged by itself. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = "";
    if (text[at] === '"') {
      for (at += 1; !(text[at] === '"' && text[at + 1] !== '"'); at += 1) {
        if (text[at] === undefined) throw new Error("a quote is open at the end");
        cell += text[at];
        if (text[at] === '"') at += 1;
      }
      at += 1;
    } else {
      while (at < text.length && text[at] !== "," && text[at] !== "\r") {
        cell += text[at];
        at += 1;
      }
    }
    row.push(cell);
    if (text.startsWith("\r\n", at)) {
      rows.push(row);
      row = [];
      at += 2;
    } else if (text[at] === ",") at += 1;
    else throw new Error(`neither a comma nor a line's end at ${at}`);
  }
  return rows;
}
