import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Case, Outcome } from '../../server/knowledge/evaluate.ts';
import type { Knowledge } from '../../server/knowledge/knowledge.ts';
import { compareLines, forbiddenLines, type Opened, testCases } from './compare.ts';
import type { GapEdit } from './gap-edit.ts';

/** Stands for the answer that a new article still lacks, in a copy that nobody is served from. */
const NO_ANSWER_YET = '\nDiese Antwort fehlt noch.\n';

/**
 * What an edit does to the test questions of all articles, to the questions that start flows, and to the gap's own:
 * measured with a copy of the folder.
 */
export async function effectOf(
  edit: GapEdit,
  dir: string,
  now: Opened,
  open: (dir: string) => Promise<Opened>,
): Promise<string[]> {
  const copy = mkdtempSync(join(tmpdir(), 'lotse-gap-'));
  try {
    cpSync(dir, copy, { recursive: true });
    mkdirSync(dirname(join(copy, edit.path)), { recursive: true });
    writeFileSync(join(copy, edit.path), edit.after + (edit.before === undefined ? NO_ANSWER_YET : ''));
    const then = await open(copy);
    const cases = [...casesOf(now.knowledge), ...gapCases(edit)];
    const sides = [now, then].map((opened) => ({
      knowledge: opened.knowledge,
      outcomes: ask(cases, opened),
    }));
    return [...compareLines(sides[0]!, sides[1]!), ...forbiddenLines(now, then)];
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** The tests of all articles and the questions that start flows. */
function casesOf(knowledge: Knowledge): Case[] {
  const flows = [...(knowledge.flows?.values() ?? [])].flatMap(({ id, questions }) => {
    const entries = [...knowledge.articles.values()]
      .filter(({ offers }) => offers.includes(id))
      .map((it) => it.id);
    return questions.map((q): Case => ({ q, expect: 'flow', flow: id, entries, also: [], style: 'flows' }));
  });
  return [...testCases(knowledge), ...flows];
}

function gapCases({ article, added, held }: GapEdit): Case[] {
  return [...added, ...held].map(
    (q): Case => ({ q, expect: 'answer', entries: [article], also: [], style: 'gap' }),
  );
}

function ask(cases: readonly Case[], { understanding }: Opened): Outcome[] {
  return cases.map((asked) => {
    const { decision, articles } = understanding.explain(asked.q, { shown: [] });
    return { case: asked, decision, ranked: articles.map(({ kind, id }) => `${kind}:${id}`) };
  });
}
