import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nearestArticles } from '../../server/knowledge/clusters.ts';
import type { Knowledge } from '../../server/knowledge/knowledge.ts';

/** How like an article's questions those of a gap must be on average for the article to be the right place. */
const NEAR = 0.2;
/** Questions that are added at a time; the rest shows whether they are enough. */
const MOST_ADDED = 8;
/** Questions that become tests of a new article. */
const TESTS = 3;

/** A change of one file that would close a gap. */
export interface GapEdit {
  readonly article: string;
  /** Below the knowledge folder. */
  readonly path: string;
  /** Absent for a file that is new. */
  readonly before?: string;
  readonly after: string;
  /** Wordings that the edit teaches, and those that it does not. */
  readonly added: readonly string[];
  readonly held: readonly string[];
}

/**
 * What would close a gap: its questions added to the article that they are like, or a new article without an answer.
 * @param wordings of the gap, the most typical first
 */
export function editFor(wordings: readonly string[], knowledge: Knowledge, dir: string): GapEdit {
  const clean = wordings.map((text) => text.replace(/\s+/g, ' ').trim());
  const near = nearestArticles(clean, knowledge)[0];
  const article = near && near.likeness >= NEAR ? knowledge.articles.get(near.id) : undefined;
  if (article === undefined) return newArticle(clean, near?.id, knowledge);
  const path = `articles/${article.topic}/${article.id}.md`;
  const before = readFileSync(join(dir, path), 'utf8');
  const own = new Set([article.title, ...article.questions].map((text) => text.toLowerCase()));
  const fresh = clean.filter((text) => !own.has(text.toLowerCase()));
  const added = fresh.slice(0, MOST_ADDED);
  return {
    article: article.id,
    path,
    before,
    after: withQuestions(before, added),
    added,
    held: fresh.slice(MOST_ADDED),
  };
}

/** An article's file with more example questions, in the style in which its list is written. */
export function withQuestions(file: string, questions: readonly string[]): string {
  const lines = file.split('\n');
  const end = lines.indexOf('---', 1);
  const at = lines.findIndex((line, index) => index < end && /^questions:/.test(line));
  const quoted = questions.map((question) => JSON.stringify(question));
  if (at < 0) {
    lines.splice(end, 0, 'questions:', ...quoted.map((question) => `  - ${question}`));
  } else if (lines[at]!.includes('[')) {
    const last = lines.findIndex((line, index) => index >= at && /\]\s*(#.*)?$/.test(line));
    const bracket = lines[last]!.lastIndexOf(']');
    const inside = lines
      .slice(at, last + 1)
      .join('')
      .replace(/^questions:\s*\[/, '')
      .trim();
    const comma = inside.startsWith(']') ? '' : ', ';
    lines[last] =
      `${lines[last]!.slice(0, bracket)}${comma}${quoted.join(', ')}${lines[last]!.slice(bracket)}`;
  } else {
    let last = at;
    while (last + 1 < end && /^\s*(- |#|$)/.test(lines[last + 1]!)) last++;
    const indent = /^\s*(?=- )/.exec(lines[last]!)?.[0] ?? '  ';
    lines.splice(last + 1, 0, ...quoted.map((question) => `${indent}- ${question}`));
  }
  return lines.join('\n');
}

/** A file that only lacks its answer: without one it is not published. */
function newArticle(wordings: readonly string[], near: string | undefined, knowledge: Knowledge): GapEdit {
  const topic = (near && knowledge.articles.get(near)?.topic) ?? knowledge.topics[0]?.id ?? 'allgemein';
  const id = freeId(wordings, knowledge);
  const tests = wordings.length > TESTS ? wordings.slice(1, 1 + TESTS) : [];
  const rest = wordings.filter((text) => !tests.includes(text));
  const title = titleOf(wordings[0]!);
  const added = rest.filter((text) => titleOf(text) !== title).slice(0, MOST_ADDED);
  const lines = [
    '---',
    `title: ${JSON.stringify(title)}`,
    ...(added.length > 0 ? ['questions:'] : []),
    ...added.map((text) => `  - ${JSON.stringify(text)}`),
    'tests:',
    `  must: [${tests.map((text) => JSON.stringify(text)).join(', ')}]`,
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

function titleOf(question: string): string {
  const text = question.replace(/[\s?!.]+$/, '');
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}?`;
}

const LETTERS: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/** The words that most of the questions share, as a file name that is not taken. */
function freeId(wordings: readonly string[], { articles }: Knowledge): string {
  const counts = new Map<string, number>();
  for (const text of wordings)
    for (const word of new Set(wordsOf(text))) counts.set(word, (counts.get(word) ?? 0) + 1);
  const common = [...counts].sort((a, b) => b[1] - a[1] || b[0].length - a[0].length).slice(0, 2);
  const name = common.map(([word]) => word).join('-') || 'neuer-artikel';
  for (let number = 1; ; number++) {
    const id = number === 1 ? name : `${name}-${number}`;
    if (!articles.has(id)) return id;
  }
}

/** Words long enough to mean something, in the letters of file names. */
function wordsOf(text: string): string[] {
  const plain = text.toLowerCase().replace(/[äöüß]/g, (letter) => LETTERS[letter]!);
  return (plain.match(/[a-z0-9]+/g) ?? []).filter((word) => word.length > 4);
}
