import { inFolder } from '../kernel/ground.ts';
import { measureRelay } from '../kernel/relay-row.ts';
import type { Row } from '../kernel/row.ts';

export const relay: Row = {
  name: 'relay',
  title: 'A message from visitor to agent and the reply, each kept on disk; against the same yardsticks',
  from: 'quick',
  measure: (options) =>
    inFolder((dataDir) => measureRelay({ place: { dataDir }, processes: 1, mostEchoes: 9 }, options)),
};
