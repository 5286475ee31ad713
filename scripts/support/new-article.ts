import type { Article, Knowledge } from '../../server/knowledge/knowledge.ts';
import { type GapEdit, MOST_ADDED } from './gap-edit.ts';

/** Questions that become tests of a new article. */
const TESTS = 3;
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/**
 * A file that only lacks its answer: without one it is not published.
 * @param near the article that is most like the questions, though not enough to take them; what it answers the new one
 *   must not
 * @param today the review is due a year later
 */
export function newArticle(
  wordings: readonly string[],
  near: Article | undefined,
  knowledge: Knowledge,
  today: string,
): GapEdit {
  const topic = near?.topic ?? knowledge.topics[0]?.id ?? 'allgemein';
  const id = freeId(wordings, knowledge);
  const tests = wordings.length > TESTS ? wordings.slice(1, 1 + TESTS) : [];
  const rest = wordings.filter((text) => !tests.includes(text));
  const title = titleOf(wordings[0]!);
  const added = rest.filter((text) => titleOf(text) !== title).slice(0, MOST_ADDED);
  const owner = near?.owner ?? ownerOf(topic, knowledge);
  const lines = [
    '---',
    `title: ${quoted(title)}`,
    ...listOf('questions', added, ''),
    `keywords: [${commonWords(wordings).map(quoted).join(', ')}]`,
    'offers: []',
    'see_also: []',
    ...(owner === undefined ? [] : [`owner: ${quoted(owner)}`]),
    `review_by: "${new Date(Date.parse(today) + YEAR_MS).toISOString().slice(0, 10)}"`,
    'tests:',
    ...listOf('must', tests, '  '),
    ...listOf('must_not', near ? [near.title] : [], '  '),
    '# Die Antwort kommt unter den Kopf. Solange sie fehlt, wird der Artikel nicht veröffentlicht.',
    '---',
    '',
  ];
  return {
    article: id,
    path: `articles/${topic}/${id}.md`,
    after: lines.join('\n'),
    added,
    held: wordings.filter((text) => !added.includes(text)),
  };
}

/** A text that YAML takes for nothing else. */
const quoted = (text: string): string => JSON.stringify(text);

function listOf(key: string, texts: readonly string[], indent: string): string[] {
  if (texts.length === 0) return [`${indent}${key}: []`];
  return [`${indent}${key}:`, ...texts.map((text) => `${indent}  - ${quoted(text)}`)];
}

/** Who looks after most articles of a topic. */
function ownerOf(topic: string, { articles }: Knowledge): string | undefined {
  const owners = [...articles.values()].flatMap((article) =>
    article.topic === topic && article.owner !== undefined ? [article.owner] : [],
  );
  return mostFrequent(owners)[0];
}

function titleOf(question: string): string {
  const text = question.replace(/[\s?!.]+$/, '');
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}?`;
}

const LETTERS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/** The words that most of the questions share, as a file name that is not taken. */
function freeId(wordings: readonly string[], { articles }: Knowledge): string {
  const words = commonWords(wordings).map((word) => word.replace(/[äöüß]/g, (letter) => LETTERS[letter]!));
  const name = words.join('-') || 'neuer-artikel';
  for (let number = 1; ; number++) {
    const id = number === 1 ? name : `${name}-${number}`;
    if (!articles.has(id)) return id;
  }
}

/** The two words that stand in most of the questions, of those long enough to mean something. */
function commonWords(wordings: readonly string[]): string[] {
  const words = wordings.flatMap((text) => [...new Set(text.toLowerCase().match(/[a-z0-9äöüß]{5,}/g))]);
  return mostFrequent(words).slice(0, 2);
}

/** Each once, the most frequent first, of equal ones the longer. */
function mostFrequent(words: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || b[0].length - a[0].length).map(([word]) => word);
}
