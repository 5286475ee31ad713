import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nearestArticles } from '../../server/knowledge/clusters.ts';
import type { Knowledge } from '../../server/knowledge/knowledge.ts';
import { newArticle } from './new-article.ts';

/** How like an article's questions those of a gap must be on average for the article to be the right place. */
const NEAR = 0.2;
/** Questions that are added at a time; the rest shows whether they are enough. */
export const MOST_ADDED = 8;

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
 * @param today the calendar date from which a new article's review is reckoned
 */
export function editFor(
  wordings: readonly string[],
  knowledge: Knowledge,
  dir: string,
  today: string,
): GapEdit {
  const clean = wordings.map((text) => text.replace(/\s+/g, ' ').trim());
  const near = nearestArticles(clean, knowledge)[0];
  const article = near && near.likeness >= NEAR ? knowledge.articles.get(near.id) : undefined;
  if (article === undefined)
    return newArticle(clean, near && knowledge.articles.get(near.id), knowledge, today);
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
