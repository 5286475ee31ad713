/** The databases that a promise holds on. */
export type Engine = 'sqlite' | 'postgres';

export interface RunOptions {
  /** `small` takes at most ten seconds and runs with every `npm test`; `long` gives the figures of docs/reliability.md. */
  readonly size: 'small' | 'long';
  /** With the seeded bug. A proof that stays unbroken then proves nothing. */
  readonly sabotage: boolean;
  readonly engine: Engine;
  /** How often, in place of what the size means; what a round is, the proof says. */
  readonly rounds?: number;
}

/** What a run measured, and every way in which it saw the promise broken, one sentence each. */
export interface Outcome {
  readonly figures: Readonly<Record<string, number | string>>;
  readonly broken: readonly string[];
}

export interface Proof {
  readonly name: string;
  /** One sentence: what holds, whatever happens. */
  readonly promise: string;
  /** One sentence: the bug that `sabotage` seeds. It lives in test/ and is put in place of a part. */
  readonly saboteur: string;
  /** Those where the database matters; the first one alone where it does not. */
  readonly engines: readonly Engine[];
  /** It takes too long to run with every test. */
  readonly longOnly?: boolean;
  run(options: RunOptions): Promise<Outcome>;
}

/** Counts what is wrong and remembers the first few cases, so that a flood of them stays readable. */
export class Findings {
  readonly #found = new Map<string, { count: number; first: string }>();

  note(kind: string, example: string): void {
    const known = this.#found.get(kind);
    if (known) known.count += 1;
    else this.#found.set(kind, { count: 1, first: example });
  }

  /** Notes it when it does not hold. */
  expect(holds: boolean, kind: string, example: string): void {
    if (!holds) this.note(kind, example);
  }

  count(kind: string): number {
    return this.#found.get(kind)?.count ?? 0;
  }

  sentences(): string[] {
    return [...this.#found].map(([kind, { count, first }]) => `${kind}: ${count} times, first ${first}`);
  }
}

/** The value below which a share of all values lies, by the nearest-rank method; 0 of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0;
}
