import { answerLoad } from './answer.ts';

/** Makes its load once and hands back numbers by name. */
export type Load = () => Promise<Readonly<Record<string, number>>>;

/** Every load, by name; each is opened with its options. */
export const loads = {
  answer: answerLoad,
} as const satisfies Record<string, (options: never) => Promise<Load>>;
