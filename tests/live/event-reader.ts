export interface StreamEvent {
  readonly id?: string;
  readonly event: string;
  // The shape is the query's; tests state what they expect of it.
  readonly data: ReturnType<typeof JSON.parse>;
}

const PATIENCE_MS = 30_000;

/** Reads server-sent events as they were written. */
export class EventReader {
  /** All that came, byte by byte. */
  text = "";
  private rest = "";
  private readonly events: StreamEvent[] = [];
  private constructor(
    readonly response: Response,
    private readonly reader: ReadableStreamDefaultReader<Uint8Array>,
  ) {}

  static async open(response: Response): Promise<EventReader> {
    if (!response.body) throw new Error("the answer has no body");
    const reader = new EventReader(response, response.body.getReader());
    // The first comment says that the subscription is there.
    if (response.headers.get("content-type")?.startsWith("text/event-stream")) await reader.read();
    return reader;
  }

  /** What was answered instead of a stream. */
  async refusal(): Promise<{ status: number; body: ReturnType<typeof JSON.parse> }> {
    while (await this.read());
    return { status: this.response.status, body: JSON.parse(this.text) };
  }

  /** The next event; null: the stream is over. */
  async next(): Promise<StreamEvent | null> {
    while (this.events.length === 0) if (!(await this.read())) return null;
    return this.events.shift() ?? null;
  }

  /** The next events' answers, so many. */
  async take(count: number): Promise<StreamEvent["data"][]> {
    const taken = [];
    while (taken.length < count) taken.push((await this.next())?.data);
    return taken;
  }

  async close(): Promise<void> {
    await this.reader.cancel().catch(() => {});
  }

  private async read(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`nothing came; so far: ${this.text}`)), PATIENCE_MS);
    });
    const { value, done } = await Promise.race([this.reader.read(), late]).finally(() => clearTimeout(timer));
    if (done) return false;
    const text = new TextDecoder().decode(value);
    this.text += text;
    this.rest += text;
    const messages = this.rest.split("\n\n");
    this.rest = messages.pop() ?? "";
    for (const message of messages) {
      const event = eventOf(message);
      if (event) this.events.push(event);
    }
    return true;
  }
}

function eventOf(message: string): StreamEvent | undefined {
  const fields = new Map(
    message.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]),
  );
  const [event, data, id] = [fields.get("event"), fields.get("data"), fields.get("id")];
  if (!event) return undefined;
  return { event, data: data ? JSON.parse(data) : null, ...(id ? { id } : {}) };
}
