import type { Choice, EventBody, Source } from '../../protocol/conversation.ts';
import { plainText } from '../../protocol/plain-text.ts';
import { fill } from '../knowledge/fill.ts';
import type { Approved, Article, Knowledge } from '../knowledge/knowledge.ts';
import type { TextKey } from '../knowledge/texts.ts';

/**
 * An approved text as a message of the assistant, with its source and wording's revision. Only the system's own
 * sentences and those of flows have blanks; braces in an article are just braces.
 */
export function say(
  approved: Approved,
  choices: readonly Choice[] = [],
  values: Readonly<Record<string, string>> = {},
): EventBody {
  return {
    type: 'assistant.message',
    body: /^(text|flow):/.test(approved.source) ? fill(approved, values) : approved.body,
    source: { ref: approved.source, revision: approved.revision },
    choices: [...choices],
  };
}

/** One of the system's own sentences. */
export function sayText(
  knowledge: Knowledge,
  key: TextKey,
  choices: readonly Choice[] = [],
  values: Readonly<Record<string, string>> = {},
): EventBody {
  return say(knowledge.texts[key], choices, values);
}

/** An article as an answer, with the buttons that it offers. */
export function sayArticle(knowledge: Knowledge, article: Article): EventBody {
  const offers = article.offers.map((offer) =>
    offer === 'human' ? humanChoice(knowledge) : flowChoices(knowledge, [offer])[0],
  );
  const answer = say(
    article,
    offers.filter((choice) => choice !== undefined),
  );
  return answer.type === 'assistant.message' ? { ...answer, source: cited(answer.source, article) } : answer;
}

/** What a visitor reads of an answer's origin. */
function cited(source: Source, { title, updated }: Article): Source {
  return updated === undefined ? { title, ...source } : { title, updated, ...source };
}

/** The label of a button, which is an approved text too. */
export function label(knowledge: Knowledge, key: TextKey): string {
  return plainText(knowledge.texts[key].body);
}

export const humanChoice = (knowledge: Knowledge): Choice => ({
  id: 'human',
  label: label(knowledge, 'human.button'),
});

export const formChoice = (knowledge: Knowledge): Choice => ({
  id: 'form',
  label: label(knowledge, 'form.button'),
});

/** A button for each of the articles that exist, labelled with its title. */
export function articleChoices(knowledge: Knowledge, ids: readonly string[]): Choice[] {
  return ids
    .map((id) => knowledge.articles.get(id))
    .filter((article) => article !== undefined)
    .map((article) => ({ id: `article:${article.id}`, label: article.title }));
}

/** A button for each of the flows that exist, labelled with its title. */
export function flowChoices(knowledge: Knowledge, ids: Iterable<string>): Choice[] {
  return [...ids]
    .map((id) => knowledge.flows?.get(id))
    .filter((flow) => flow !== undefined)
    .map((flow) => ({ id: `flow:${flow.id}`, label: flow.title }));
}

/** A button for each topic. */
export function topicChoices(knowledge: Knowledge): Choice[] {
  return knowledge.topics.map((topic) => ({ id: `topic:${topic.id}`, label: topic.title }));
}
