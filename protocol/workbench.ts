import { z } from 'zod';
import { Id } from './conversation.ts';
import type { AskTable } from './requests.ts';

const Empty = z.strictObject({});

/**
 * How a question showed that the knowledge lacks something: no answer, all choices rejected, an answer that did not
 * help, or a wish for a human right after an answer.
 */
export const GapKind = z.enum(['unanswered', 'rejected', 'unhelpful', 'handed-off']);
export type GapKind = z.infer<typeof GapKind>;

/** Nobody looks after it yet, somebody does, or the knowledge was mended. */
export const GapStatus = z.enum(['open', 'taken', 'done']);
export type GapStatus = z.infer<typeof GapStatus>;

const Count = z.int().min(0);

/** Questions that are alike and for which the knowledge lacks something. */
export const GapCluster = z.strictObject({
  /** Of its first question; stays when more come. */
  id: Id,
  /** The one that stands for the others best, masked. */
  question: z.string(),
  /** Different ones, the most typical first, at most ten. */
  questions: z.array(z.string()),
  count: Count,
  /** Of these, how many are open. */
  open: Count,
  status: GapStatus,
  kinds: z.array(z.strictObject({ kind: GapKind, count: Count })),
  /** By week, oldest first, each named by its Monday: `2026-11-23`. */
  weeks: z.array(z.strictObject({ week: z.string(), count: Count })),
  /** The article that came nearest most often. */
  nearest: z.strictObject({ id: z.string(), title: z.string() }).optional(),
  /** Who took it. */
  agentName: z.string().optional(),
  /** UTC ms of the newest one. */
  at: z.number(),
});
export type GapCluster = z.infer<typeof GapCluster>;

/** What is counted, without a word of anybody. */
export const UsageMeasure = z.enum([
  'asked',
  'answered',
  'chosen',
  'unanswered',
  'helpful',
  'unhelpful',
  'handed-off',
]);
export type UsageMeasure = z.infer<typeof UsageMeasure>;

/** How often something happened in a week, to an article or (without one) at all. */
export const UsageRow = z.strictObject({
  /** Its Monday: `2026-11-23`. */
  week: z.string(),
  article: z.string().optional(),
  measure: UsageMeasure,
  count: z.int(),
});
export type UsageRow = z.infer<typeof UsageRow>;

/** What the editors' pages ask: gaps of the last twelve weeks, and figures. */
export const workbenchAsks = {
  /** Open ones first, then those with most questions. `cut`: there were more than are looked at. */
  'gaps:list': {
    request: Empty,
    reply: z.strictObject({ clusters: z.array(GapCluster), cut: z.boolean() }),
  },
  /** All questions of the cluster; `not-found` when there is no such cluster any more. */
  'gap:take': { request: z.strictObject({ gap: Id }), reply: Empty },
  'gap:done': { request: z.strictObject({ gap: Id }), reply: Empty },
  'gap:reopen': { request: z.strictObject({ gap: Id }), reply: Empty },
  /** Supervisor: the last weeks, this one included. */
  'figures:usage': {
    request: z.strictObject({ weeks: z.int().min(1).max(53) }),
    reply: z.strictObject({
      weeks: z.array(z.string()),
      rows: z.array(UsageRow),
      /** Titles of the articles in `rows` that still exist. */
      titles: z.record(z.string(), z.string()),
    }),
  },
} satisfies AskTable;
