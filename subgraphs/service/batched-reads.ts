import DataLoader from "dataloader";

/** Reads values by their keys, in the keys' order; of all shapes that were asked for together. */
type Read<Shape, Key, Value> = (shapes: readonly Shape[], keys: readonly Key[]) => Promise<readonly Value[]>;

/** The keys of one call that nobody asked for before. */
interface Ticket<Shape, Key, Value> {
  readonly shape: Shape;
  readonly keys: Key[];
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
    const ticket: Ticket<Shape, Key, Value> = { shape, keys: [], values: NOTHING };
    const places = keys.map((key) => {
      const name = this.nameOf(key);
      const place = known.get(name) ?? { ticket, at: ticket.keys.push(key) - 1 };
      known.set(name, place);
      return place;
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
    const loader = this.loaders.get(group) ?? new DataLoader((tickets) => this.readAll(tickets), { cache: false });
    this.loaders.set(group, loader);
    return loader;
  }

  private async readAll(tickets: readonly Ticket<Shape, Key, Value>[]): Promise<(readonly Value[])[]> {
    const shapes = tickets.map(({ shape }) => shape);
    const values = await this.read(
      shapes,
      tickets.flatMap(({ keys }) => keys),
    );
    let end = 0;
    return tickets.map(({ keys }) => {
      end += keys.length;
      return values.slice(end - keys.length, end);
    });
  }
}

const NOTHING: Promise<readonly never[]> = Promise.resolve([]);

async function valuesAt<Shape, Key, Value>(places: readonly Place<Shape, Key, Value>[]): Promise<readonly Value[]> {
  const tickets = [...new Set(places.map(({ ticket }) => ticket))];
  const read = await Promise.all(tickets.map(({ values }) => values));
  const [first] = read;
  if (tickets.length === 1 && first) return places.map(({ at }) => first[at] as Value);
  const byTicket = new Map(tickets.map((ticket, at) => [ticket, read[at]]));
  return places.map(({ ticket, at }) => byTicket.get(ticket)?.[at] as Value);
}
