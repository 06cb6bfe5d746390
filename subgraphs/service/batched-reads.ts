import DataLoader from "dataloader";

/** Keys of one group, with what is read of them: all shapes that were asked for together. */
export interface Batch<Shape, Key> {
  readonly group: string;
  readonly shapes: readonly Shape[];
  readonly keys: readonly Key[];
  /** Of the keys, in their order. */
  readonly names: readonly string[];
}

/** Reads values by their keys, in the keys' order. */
type Read<Shape, Key, Value> = (batch: Batch<Shape, Key>) => Promise<readonly Value[]>;

/** The keys of one call that nobody asked for before. */
interface Ticket<Shape, Key, Value> {
  readonly shape: Shape;
  readonly keys: Key[];
  readonly names: string[];
  values: Promise<readonly Value[]>;
}

interface Place<Shape, Key, Value> {
  readonly ticket: Ticket<Shape, Key, Value>;
  readonly at: number;
}

/**
 * Reads of one kind within a request: what is asked for in one go is read in one statement a group, and a key that was read is
 * not read again. A whole level is asked for at once, so that it costs one promise and not one a key.
 */
export class BatchedReads<Shape, Key, Value> {
  private readonly loaders = new Map<string, DataLoader<Ticket<Shape, Key, Value>, readonly Value[]>>();
  private readonly places = new Map<string, Map<string, Place<Shape, Key, Value>>>();

  /** @param nameOf equal for equal keys */
  constructor(
    private readonly read: Read<Shape, Key, Value>,
    private readonly nameOf: (key: Key) => string,
  ) {}

  /**
   * @param group what may be read in one statement
   * @param signature what is read of each key: equal keys of one signature have one value
   */
  load(group: string, signature: string, shape: Shape, keys: readonly Key[]): Promise<readonly Value[]> {
    const known = this.knownBy(`${group} ${signature}`);
    const ticket: Ticket<Shape, Key, Value> = { shape, keys: [], names: [], values: NOTHING };
    const places = keys.map((key) => {
      const name = this.nameOf(key);
      const place = known.get(name);
      if (place) return place;
      const added = { ticket, at: ticket.keys.push(key) - 1 };
      ticket.names.push(name);
      known.set(name, added);
      return added;
    });
    if (ticket.keys.length > 0) ticket.values = this.loaderOf(group).load(ticket);
    return valuesAt(places);
  }

  forget(): void {
    this.loaders.clear();
    this.places.clear();
  }

  private knownBy(signature: string): Map<string, Place<Shape, Key, Value>> {
    const known = this.places.get(signature) ?? new Map<string, Place<Shape, Key, Value>>();
    this.places.set(signature, known);
    return known;
  }

  private loaderOf(group: string): DataLoader<Ticket<Shape, Key, Value>, readonly Value[]> {
    const loader =
      this.loaders.get(group) ?? new DataLoader((tickets) => this.readAll(group, tickets), { cache: false });
    this.loaders.set(group, loader);
    return loader;
  }

  private async readAll(group: string, tickets: readonly Ticket<Shape, Key, Value>[]): Promise<(readonly Value[])[]> {
    const [only] = tickets;
    if (only && tickets.length === 1)
      return [await this.read({ group, shapes: [only.shape], keys: only.keys, names: only.names })];
    const values = await this.read({
      group,
      shapes: tickets.map(({ shape }) => shape),
      keys: tickets.flatMap(({ keys }) => keys),
      names: tickets.flatMap(({ names }) => names),
    });
    let end = 0;
    return tickets.map(({ keys }) => {
      end += keys.length;
      return values.slice(end - keys.length, end);
    });
  }
}

const NOTHING: Promise<readonly never[]> = Promise.resolve([]);

async function valuesAt<Shape, Key, Value>(places: readonly Place<Shape, Key, Value>[]): Promise<readonly Value[]> {
  const [one] = places;
  if (one && places.every(({ ticket, at }, index) => ticket === one.ticket && at === index)) return one.ticket.values;
  const tickets = [...new Set(places.map(({ ticket }) => ticket))];
  const read = await Promise.all(tickets.map(({ values }) => values));
  const [first] = read;
  if (tickets.length === 1 && first) return places.map(({ at }) => first[at] as Value);
  const byTicket = new Map(tickets.map((ticket, at) => [ticket, read[at]]));
  return places.map(({ ticket, at }) => byTicket.get(ticket)?.[at] as Value);
}
