type Nullable<T> = { [K in keyof T]: null extends T[K] ? K : never }[keyof T];

/** A row without its null columns: what SQL calls null, the domain calls an absent property. */
export type Present<T> = Omit<T, Nullable<T>> & { [K in Nullable<T>]?: NonNullable<T[K]> };

export function present<T extends object>(row: T): Present<T> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Present<T>;
}
