import { answerLoad } from './answer.ts';
import { linesLoad } from './lines.ts';
import { relayLoad } from './relay.ts';
import { sessionsLoad } from './sessions.ts';
import { stormLoad } from './storm.ts';
import { throughputLoad } from './throughput.ts';
import { visitorsLoad } from './visitors.ts';

/** Makes its load once and hands back numbers by name. */
export type Load = () => Promise<Readonly<Record<string, number>>>;

/** Every load, by name; each is opened with its options. */
export const loads = {
  answer: answerLoad,
  lines: linesLoad,
  relay: relayLoad,
  throughput: throughputLoad,
  visitors: visitorsLoad,
  storm: stormLoad,
  sessions: sessionsLoad,
} as const satisfies Record<string, (options: never) => Promise<Load>>;
