import { startState } from '../../server/dialogue/state.ts';
import { step } from '../../server/dialogue/step.ts';
import type { Decision, Understanding } from '../../server/knowledge/decision.ts';
import type { Knowledge } from '../../server/knowledge/knowledge.ts';
import { readableText } from '../../server/knowledge/render.ts';

/** What the assistant makes of a first message, and what the visitor reads. */
export interface Answered {
  readonly question: string;
  readonly decision: Decision;
  readonly text: string;
  /** Time that understanding took, in milliseconds. */
  readonly ms: number;
}

/** Answers one message as the first of a conversation, by the same step as the server. */
export function answerOf(question: string, knowledge: Knowledge, understanding: Understanding): Answered {
  const begun = performance.now();
  const decision = understanding.decide(question, { shown: [] });
  const ms = performance.now() - begun;
  return {
    question,
    decision,
    text: spoken(question, decision, knowledge),
    ms: Math.round(ms * 1000) / 1000,
  };
}

function spoken(question: string, decision: Decision, knowledge: Knowledge): string {
  const taken = step(
    startState,
    { type: 'text', clientId: 'question', text: question, masked: false },
    {
      now: Date.now(),
      hours: knowledge.hours,
      knowledge,
      understanding: { decide: () => decision },
      desk: { available: 0, waiting: 0 },
    },
  );
  if (taken.kind === 'refused') return '';
  return taken.outputs
    .flatMap((output) =>
      output.type === 'event' && output.body.type === 'assistant.message'
        ? [readableText(output.body.body), ...output.body.choices.map(({ label }) => `  [${label}]`)]
        : [],
    )
    .join('\n');
}

/** The line that `--json` prints. */
export function jsonLine({ question, decision, text, ms }: Answered): string {
  return JSON.stringify({ question, ...fields(decision), text, ms });
}

function fields(decision: Decision): Record<string, unknown> {
  switch (decision.kind) {
    case 'answer': {
      const also = decision.also.map((id) => `article:${id}`);
      return { kind: 'answer', article: decision.article, ...(also.length > 0 && { also }) };
    }
    case 'choices':
      return { kind: 'choices', choices: decision.options.map(({ kind, id }) => `${kind}:${id}`) };
    case 'flow':
      return { kind: 'flow', flow: decision.flow };
    default:
      return { kind: decision.kind };
  }
}

/** The reply as a person would see it. */
export function printed({ question, text }: Answered): string {
  return `> ${question}\n${text}\n`;
}
