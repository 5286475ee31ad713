import type { Row } from '../kernel/row.ts';
import { answer } from './answer.ts';
import { search } from './search.ts';

/** Every row, in the order of the table. docs/performance.md tells of each. */
export const rows: readonly Row[] = [search, answer];
