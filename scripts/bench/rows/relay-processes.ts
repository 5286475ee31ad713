import { onPostgres } from '../kernel/ground.ts';
import { measureRelay } from '../kernel/relay-row.ts';
import type { Row } from '../kernel/row.ts';

export const relayProcesses: Row = {
  name: 'relay-processes',
  title: 'The same with the visitor at one process and the agent at another, on one PostgreSQL',
  from: 'whole',
  measure: (options) => onPostgres((place) => measureRelay({ place, processes: 2, mostEchoes: 17 }, options)),
};
