/** Numbered things, each with the largest weight that it was given, in the order in which they came. */
export interface Weighted {
  readonly ids: readonly number[];
  readonly weights: readonly number[];
}

/** Collects numbered things of one text after the other, without a table made anew for each. */
export interface LargestWeights {
  /** Numbers below 0 stand for what is not known, and like weights of 0 are left out. */
  put(id: number, weight: number): void;
  /** What was put since the last call. */
  take(): Weighted;
}

export function collectLargest(): LargestWeights {
  /** By number, 0 for what was not put. */
  const weightOf: number[] = [];
  let ids: number[] = [];
  return {
    put(id, weight) {
      if (id < 0 || weight <= 0) return;
      const known = weightOf[id] ?? 0;
      if (known === 0) ids.push(id);
      if (weight > known) weightOf[id] = weight;
    },
    take() {
      const taken = { ids, weights: ids.map((id) => weightOf[id]!) };
      for (const id of ids) weightOf[id] = 0;
      ids = [];
      return taken;
    },
  };
}
