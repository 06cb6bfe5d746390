/** Asks for the values of items group by group, all at once, and gives them in the order of the items. */
export async function byGroup<Item, Group, Value>(
  items: readonly Item[],
  groupOf: (item: Item) => Group,
  ask: (group: Group, items: readonly Item[]) => readonly Value[] | Promise<readonly Value[]>,
): Promise<readonly Value[]> {
  const places = new Map<Group, number[]>();
  for (const [at, item] of items.entries()) {
    const group = groupOf(item);
    const known = places.get(group);
    if (known) known.push(at);
    else places.set(group, [at]);
  }
  const [only] = places.keys();
  if (only !== undefined && places.size === 1) return ask(only, items);
  const values: Value[] = [];
  const fill = async (group: Group, at: readonly number[]): Promise<void> => {
    const found = await ask(
      group,
      at.map((place) => items[place] as Item),
    );
    for (const [index, place] of at.entries()) values[place] = found[index] as Value;
  };
  await Promise.all([...places].map(([group, at]) => fill(group, at)));
  return values;
}
