import { parseArgs } from 'node:util';
import type { Row, Size } from './row.ts';

/** A command line that cannot be followed, in one sentence. */
export class ChoiceError extends Error {}

export interface Choice {
  readonly rows: readonly Row[];
  readonly size: Size;
  readonly seed: number;
  readonly json: boolean;
  readonly list: boolean;
}

/** Rows from `whole` on are not measured in a quick run, and so on. */
const ORDER: readonly Size[] = ['quick', 'whole', 'long'];

/**
 * Reads `[--quick | --long] [--json] [--seed N] [--list] [NAME …]`. Without names it takes every row of the size.
 * @throws ChoiceError what cannot be understood, and what there is instead
 */
export function readChoice(args: readonly string[], rows: readonly Row[], seed: () => number): Choice {
  const { values, positionals } = parsed(args);
  if (values.quick && values.long) throw new ChoiceError('Take either --quick or --long.');
  const size = values.quick ? 'quick' : values.long ? 'long' : 'whole';
  const unknown = positionals.find((name) => !rows.some((row) => row.name === name));
  if (unknown !== undefined)
    throw new ChoiceError(
      `There is no row "${unknown}": choose from ${rows.map(({ name }) => name).join(', ')}.`,
    );
  const chosen =
    positionals.length > 0
      ? rows.filter(({ name }) => positionals.includes(name))
      : rows.filter(({ from }) => from !== 'named' && ORDER.indexOf(from) <= ORDER.indexOf(size));
  return { rows: chosen, size, seed: seedOf(values.seed) ?? seed(), json: values.json, list: values.list };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        quick: { type: 'boolean', default: false },
        long: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        list: { type: 'boolean', default: false },
        seed: { type: 'string' },
      },
    });
  } catch (error) {
    throw new ChoiceError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

function seedOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seed = Number(text);
  if (Number.isSafeInteger(seed) && seed >= 0) return seed;
  throw new ChoiceError(`--seed takes a whole number from 0 on, not ${text}.`);
}
