/** One opening on a weekday, in minutes after midnight of the zone's wall clock; `from` included, `to` excluded. */
export interface Opening {
  readonly from: number;
  readonly to: number;
}

/** The Länder by their usual abbreviations. */
// biome-ignore format: a row of abbreviations is easier to read as a row
export const LAENDER = ['BW', 'BY', 'BE', 'BB', 'HB', 'HH', 'HE', 'MV', 'NI', 'NW', 'RP', 'SL', 'SN', 'ST', 'SH', 'TH'] as const;
export type Land = (typeof LAENDER)[number];

/** When people can be reached, by wall clock of one zone. Read from `hours.yaml`, immutable. */
export interface Hours {
  readonly zone: string;
  /** Openings by ISO weekday, index 0 = Monday … 6 = Sunday; sorted, not overlapping. */
  readonly week: readonly (readonly Opening[])[];
  /** Single days (`2026-12-24`) with other openings; an empty list is a closed day. */
  readonly days: ReadonlyMap<string, readonly Opening[]>;
  /** The phone number as printed. */
  readonly phone: string;
  /** Longest wait in the queue before the message form is offered, in milliseconds. */
  readonly maxWait: number;
  /** How long a chat that runs when the desk closes may go on, in milliseconds. */
  readonly grace: number;
  /** The Land whose public holidays are closed days; none when absent. A day of `days` comes first. */
  readonly holidays?: Land;
}
