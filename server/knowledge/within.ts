import type { Decision, Understanding } from './decision.ts';
import type { Knowledge } from './knowledge.ts';

/**
 * An understanding that may have been made of another knowledge, for the moment until this one is understood: what it
 * finds is given only as far as it is still there.
 */
export function within<Kind extends Understanding>(understanding: Kind, knowledge: Knowledge): Kind {
  const { suggest } = understanding;
  return {
    ...understanding,
    decide: (text, context) => stillThere(understanding.decide(text, context), knowledge),
    ...(suggest && { suggest: (typed: string) => suggest(typed).filter((id) => knowledge.articles.has(id)) }),
  };
}

function stillThere(decision: Decision, { articles, flows, intents }: Knowledge): Decision {
  const isThere = (id: string) => articles.has(id);
  switch (decision.kind) {
    case 'answer': {
      const [article, ...also] = [decision.article, ...decision.also].filter(isThere);
      return article === undefined ? LOST : { kind: 'answer', article, also };
    }
    case 'choices': {
      // Known pairs are counted anew in each knowledge.
      const options = decision.options.filter(({ kind, id }) =>
        kind === 'flow' ? flows?.has(id) : isThere(id),
      );
      return options.length === 0 ? LOST : { kind: 'choices', options };
    }
    case 'flow':
      return flows?.has(decision.flow) ? decision : LOST;
    case 'handoff':
    case 'smalltalk':
      return intents.has(decision.intent) ? decision : LOST;
    case 'none':
      return { ...decision, nearest: decision.nearest.filter(isThere) };
  }
}

const LOST: Decision = { kind: 'none', reason: 'out-of-scope', nearest: [] };
