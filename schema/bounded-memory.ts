/** Keeps so many values by key; the oldest is forgotten first. */
export class BoundedMemory<Value> {
  private readonly values = new Map<string, Value>();

  constructor(private readonly limit: number) {}

  get(key: string): Value | undefined {
    return this.values.get(key);
  }

  set(key: string, value: Value): Value {
    const [oldest] = this.values.keys();
    if (this.values.size >= this.limit && oldest !== undefined) this.values.delete(oldest);
    this.values.set(key, value);
    return value;
  }

  forget(key: string): void {
    this.values.delete(key);
  }
}
