import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Case, confusionsOf, type Outcome, totalsOf } from '../server/knowledge/evaluate.ts';
import type { Knowledge } from '../server/knowledge/knowledge.ts';
import type { ExplainableUnderstanding } from '../server/knowledge/understanding.ts';
import { compareLines, forbiddenLines, type Opened, testCases } from './support/compare.ts';
import { jsonTotals, measureLines, STYLE_HEADING, styleLines } from './support/measures.ts';
import { knowledgeFolder, openUnderstanding } from './support/open.ts';
import { ownQuestions, testLines, testResults } from './support/own-questions.ts';
import { folderAt } from './support/revision.ts';

const CONFUSIONS_SHOWN = 15;

const USAGE = 'Aufruf: npm run evaluate -- [FRAGEN.jsonl] [--compare STAND] [--wrong] [--json]';

/**
 * `npm run evaluate -- [FILE.jsonl] [--compare REV] [--json] [--wrong]`: measures a file of questions; without one, the
 * knowledge's own examples in cross-validation and the articles' tests. `--wrong` lists what went wrong, `--json` puts
 * the totals on the last line, `--compare` measures a git revision of the knowledge beside the working copy.
 */
async function main(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      json: { type: 'boolean', default: false },
      wrong: { type: 'boolean', default: false },
      compare: { type: 'string' },
    },
    allowPositionals: true,
  });
  const file = positionals[0];
  const { knowledge, understanding } = await openUnderstanding();
  if (values.compare !== undefined) return compare(values.compare, file, { knowledge, understanding });
  const outcomes = file === undefined ? ownQuestions(knowledge) : ask(readCases(file), understanding);
  print([file ?? 'eigene Beispielfragen, kreuzvalidiert', '', ...reportLines(outcomes, knowledge)]);
  if (values.wrong) print(wrongLines(outcomes, knowledge));
  if (file === undefined) print(testLines(testResults(knowledge, understanding)));
  if (values.json) print([jsonTotals(totalsOf(outcomes, knowledge))]);
}

/** Asks the same questions, a file's or the articles' tests, of the knowledge as it was in `revision` and as it is. */
async function compare(revision: string, file: string | undefined, now: Opened): Promise<void> {
  const former = folderAt(knowledgeFolder(), revision);
  try {
    const was = await openUnderstanding(former.dir);
    const cases = file === undefined ? testCases(now.knowledge) : readCases(file);
    const sides = [was, now].map(({ knowledge, understanding }) => ({
      knowledge,
      outcomes: ask(cases, understanding),
    }));
    print([
      `${file ?? 'Prüffragen der Artikel'}: ${revision} und jetzt`,
      '',
      ...compareLines(sides[0]!, sides[1]!),
      ...(file === undefined ? forbiddenLines(was, now) : []),
    ]);
  } finally {
    former.remove();
  }
}

function readCases(file: string): Case[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, at) => {
    if (line.trim() === '') return [];
    try {
      return [Case.parse(JSON.parse(line))];
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`${file}:${at + 1} ist keine Frage mit „q“ und „expect“: ${why}`);
    }
  });
}

function ask(cases: readonly Case[], understanding: ExplainableUnderstanding): Outcome[] {
  return cases.map((asked) => {
    const { decision, articles } = understanding.explain(asked.q, { shown: [] });
    return { case: asked, decision, ranked: articles.map(({ kind, id }) => `${kind}:${id}`) };
  });
}

function reportLines(outcomes: readonly Outcome[], knowledge: Knowledge): string[] {
  const confusions = confusionsOf(outcomes, knowledge).slice(0, CONFUSIONS_SHOWN);
  return [
    ...measureLines(totalsOf(outcomes, knowledge)),
    '',
    STYLE_HEADING,
    ...styleLines(outcomes, (some) => totalsOf(some, knowledge)),
    '',
    'verwechselt (richtig → zuerst)',
    ...confusions.map(({ expected, got, count }) => `${String(count).padStart(4)}  ${expected} → ${got}`),
    '',
  ];
}

function wrongLines(outcomes: readonly Outcome[], knowledge: Knowledge): string[] {
  return outcomes.flatMap((outcome) => {
    const { wrong, refused, choicesWrong, outAnswered, outChoices, ...rest } = totalsOf([outcome], knowledge);
    const missed = rest.handoffs > rest.handoffsRecognised || rest.smalltalks > rest.smalltalksRecognised;
    if (wrong + refused + choicesWrong + outAnswered + outChoices === 0 && !missed) return [];
    const { case: asked, decision, ranked } = outcome;
    const got = 'article' in decision ? decision.article : 'intent' in decision ? decision.intent : '';
    return [
      `${asked.q}\n      ${asked.expect} ${asked.entries.join(', ')} | ${decision.kind} ${got} | ${ranked.slice(0, 3).join(', ')}`,
    ];
  });
}

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

process.stdout.on('error', () => process.exit(0));

try {
  await main(process.argv.slice(2));
} catch (error) {
  const usage = error instanceof TypeError ? `\n${USAGE}` : '';
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}${usage}\n`);
  process.exitCode = 1;
}
