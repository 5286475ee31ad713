/** How much is measured: under a minute for all rows, some minutes, or the long forms too. */
export type Size = 'quick' | 'whole' | 'long';

/** What a figure should reach: the median of the figure itself, or of its ratio to the yardstick. */
export interface Reach {
  readonly of: 'value' | 'ratio';
  readonly most?: number;
  readonly least?: number;
}

/** One thing that a row measured, a number per round, with what it is held against in the same rounds. */
export interface Figure {
  readonly what: string;
  readonly unit: string;
  readonly rounds: readonly number[];
  readonly yardstick?: { readonly what: string; readonly rounds: readonly number[] };
  readonly reach?: Reach;
}

/** A round that does not count, since the load generator itself was late. */
export interface VoidedRound {
  /** 99th percentile of the generator's own event-loop delay. */
  readonly lagMs: number;
}

/** What a row hands back. */
export interface Measured {
  readonly figures: readonly Figure[];
  readonly voided: readonly VoidedRound[];
}

export interface RowOptions {
  readonly size: Size;
  /** All order by chance follows from it. */
  readonly seed: number;
  /** Tells whoever waits what is going on. */
  readonly note: (line: string) => void;
}

/** One row of the benchmark. */
export interface Row {
  readonly name: string;
  /** One sentence: what is measured, against what. */
  readonly title: string;
  /** From which size on it is measured without being named. `named`: only when it is named. */
  readonly from: Size | 'named';
  measure(options: RowOptions): Promise<Measured>;
}
