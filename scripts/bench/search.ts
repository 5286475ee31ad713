import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import MiniSearch from 'minisearch';
import { checkKnowledge } from '../../server/knowledge/check.ts';
import type { Understanding } from '../../server/knowledge/decision.ts';
import type { Knowledge } from '../../server/knowledge/knowledge.ts';
import { formatProblem } from '../../server/knowledge/problem.ts';
import { readKnowledge } from '../../server/knowledge/read.ts';
import { createUnderstanding } from '../../server/knowledge/understanding.ts';
import { ROOT } from '../paths.mjs';
import { inventArticles, type Shape, sourceOf, writeArticles } from './kernel/articles.ts';
import { serveCalls } from './kernel/calls.ts';
import { chance } from './kernel/chance.ts';
import { shippedKnowledge } from './kernel/shipped.ts';

/*
 * A search in a process of its own, ours or the plain one: nothing else runs in it, so that a time is a time, and neither
 * collects the garbage of the other.
 */

interface Subject {
  readonly answer: (text: string) => unknown;
  readonly questions: readonly string[];
}

const DEFAULTS = `${ROOT}knowledge`;

let subject: Subject | undefined;

serveCalls({
  /** The shipped articles with everything learnt. */
  async openShipped() {
    const { knowledge, understanding } = await shippedKnowledge();
    open(knowledge, understanding);
  },

  async openShippedPlain() {
    openPlain((await shippedKnowledge()).knowledge);
  },

  /** Writes invented articles into a folder; that is not measured. */
  write: (folder: string, shape: Shape) => writeArticles(folder, inventArticles(shape)),

  /** Reads a folder and indexes it, as a start does. Returns the ms of each. */
  load(folder: string) {
    const begun = performance.now();
    const knowledge = read(folder);
    const readAt = performance.now();
    const understanding = createUnderstanding(knowledge);
    const indexedAt = performance.now();
    open(knowledge, understanding);
    return {
      readMs: readAt - begun,
      indexMs: indexedAt - readAt,
      residentMiB: process.memoryUsage().rss / 2 ** 20,
    };
  },

  /** Returns the ms of a plain index of the same texts. */
  loadPlain(folder: string) {
    const knowledge = read(folder);
    const begun = performance.now();
    openPlain(knowledge);
    return performance.now() - begun;
  },

  /** What `npm run check` does without the search. */
  check(folder: string) {
    const begun = performance.now();
    checkKnowledge(folder, { defaultsDir: DEFAULTS });
    return performance.now() - begun;
  },

  /** From a changed article on the disk to answers from the new text, as the running server takes it over. */
  reload(folder: string, round: number) {
    const [changed] = inventArticles({ articles: 1, questions: 2, sentences: 5 });
    if (changed === undefined) throw new Error('There is no article to change.');
    const text = `${changed.text} Stand ${round}.`;
    writeFileSync(join(folder, 'articles', 'portal', `${changed.id}.md`), sourceOf({ ...changed, text }));
    const begun = performance.now();
    createUnderstanding(read(folder));
    return performance.now() - begun;
  },

  /**
   * Asks so many questions, some with typing errors. Returns the ms of each, of the clock or of the processor, whichever
   * is less: the clock counts what other programs took meanwhile, the processor what other threads of this process did,
   * and a question, which waits for nothing, took no longer than either.
   */
  ask(count: number, seed: number) {
    if (subject === undefined) throw new Error('No articles were opened.');
    const { answer, questions } = subject;
    const random = chance(seed);
    const times: number[] = [];
    for (let time = 0; time < count; time++) {
      const text = mistyped(questions[Math.floor(random() * questions.length)] ?? '', random);
      const begun = performance.now();
      const before = process.cpuUsage();
      answer(text);
      const { user, system } = process.cpuUsage(before);
      times.push(Math.min(performance.now() - begun, (user + system) / 1_000));
    }
    return times;
  },
});

function read(folder: string): Knowledge {
  const { knowledge, problems } = readKnowledge(folder, { defaultsDir: DEFAULTS });
  if (knowledge === undefined) throw new Error(problems.slice(0, 5).map(formatProblem).join('\n'));
  return knowledge;
}

function open(knowledge: Knowledge, understanding: Understanding): void {
  const answer = (text: string) => understanding.decide(text, { shown: [] });
  subject = { answer, questions: questionsOf(knowledge) };
}

function openPlain(knowledge: Knowledge): void {
  const plain = new MiniSearch({ fields: ['title', 'questions', 'keywords', 'text'] });
  plain.addAll(
    [...knowledge.articles.values()].map(({ id, title, questions, keywords, text }) => ({
      id,
      title,
      questions: questions.join(' '),
      keywords: keywords.join(' '),
      text,
    })),
  );
  subject = { answer: (text) => plain.search(text), questions: questionsOf(knowledge) };
}

function questionsOf({ articles }: Knowledge): string[] {
  return [...articles.values()].flatMap(({ title, questions }) => [title, ...questions]);
}

const MISTYPED = 0.3;

/** Some questions with two letters the wrong way round. */
function mistyped(text: string, random: () => number): string {
  if (random() > MISTYPED || text.length < 4) return text;
  const at = 1 + Math.floor(random() * (text.length - 3));
  return text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2);
}
