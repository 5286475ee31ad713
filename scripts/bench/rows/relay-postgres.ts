import { onPostgres } from '../kernel/ground.ts';
import { measureRelay } from '../kernel/relay-row.ts';
import type { Row } from '../kernel/row.ts';

export const relayPostgres: Row = {
  name: 'relay-postgres',
  title: 'The same on PostgreSQL',
  from: 'whole',
  measure: (options) => onPostgres((place) => measureRelay({ place, processes: 1, mostEchoes: 14 }, options)),
};
