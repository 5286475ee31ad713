import type { Row } from '../kernel/row.ts';
import { answer } from './answer.ts';
import { answerPostgres } from './answer-postgres.ts';
import { growth } from './growth.ts';
import { relay } from './relay.ts';
import { relayPostgres } from './relay-postgres.ts';
import { relayProcesses } from './relay-processes.ts';
import { search } from './search.ts';
import { sessions } from './sessions.ts';
import { start } from './start.ts';
import { storm } from './storm.ts';
import { throughput } from './throughput.ts';
import { visitors } from './visitors.ts';
import { widget } from './widget.ts';

/** Every row, in the order of the table. docs/performance.md tells of each. */
export const rows: readonly Row[] = [
  search,
  answer,
  relay,
  answerPostgres,
  relayPostgres,
  relayProcesses,
  throughput,
  start,
  widget,
  visitors,
  storm,
  sessions,
  growth,
];
