import type { Question, Selection } from "./question";

/** The smallest question found that still differs: parts are left out one by one as long as the difference stays. */
export async function shrink(question: Question, differs: (question: Question) => Promise<boolean>): Promise<Question> {
  let smallest = question;
  for (let found = true; found; ) {
    found = false;
    for (const candidate of smaller(smallest)) {
      if (!(await differs(candidate))) continue;
      smallest = candidate;
      found = true;
      break;
    }
  }
  return smallest;
}

function* smaller(question: Question): Generator<Question> {
  if (Object.keys(question.headers).length > 0) yield { ...question, headers: {} };
  for (const selections of smallerSets(question.selections)) yield { ...question, selections };
}

function* smallerSets(selections: readonly Selection[]): Generator<readonly Selection[]> {
  for (let at = 0; at < selections.length; at += 1) {
    const without = selections.filter((_, other) => other !== at);
    if (without.length > 0) yield without;
  }
  for (const [at, selection] of selections.entries())
    for (const candidate of smallerSelections(selection))
      yield selections.map((other, place) => (place === at ? candidate : other));
}

function* smallerSelections(selection: Selection): Generator<Selection> {
  const { within: _within, ...plain } = selection;
  if (selection.within) yield plain;
  for (let at = 0; at < selection.args.length; at += 1)
    yield { ...selection, args: selection.args.filter((_, other) => other !== at) };
  if (selection.children.length > 0)
    for (const children of smallerSets(selection.children)) yield { ...selection, children };
}
