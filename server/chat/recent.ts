/** What was read a moment ago and may be told again; each value belongs to an object and goes with it. */
export class Recent<Owner extends object, Value> {
  readonly #freshMs: number;
  readonly #kept = new WeakMap<Owner, { readonly at: number; readonly value: Promise<Value> }>();

  /** @param freshMs how old what is told may be */
  constructor(freshMs: number) {
    this.#freshMs = freshMs;
  }

  /** What was read at most `freshMs` before `now` (UTC ms), else what is read now; a failure is not kept. */
  read(owner: Owner, now: number, read: () => Promise<Value>): Promise<Value> {
    const known = this.#kept.get(owner);
    if (known !== undefined && now >= known.at && now - known.at < this.#freshMs) return known.value;
    const value = read();
    this.#kept.set(owner, { at: now, value });
    value.catch(() => this.forget(owner));
    return value;
  }

  forget(owner: Owner): void {
    this.#kept.delete(owner);
  }
}
