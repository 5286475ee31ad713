import { readFileSync } from 'node:fs';
import { Case, confusionsOf, type Outcome, totalsOf } from '../server/knowledge/evaluate.ts';
import type { Knowledge } from '../server/knowledge/knowledge.ts';
import type { ExplainableUnderstanding } from '../server/knowledge/understanding.ts';
import { jsonTotals, measureLines, STYLE_HEADING, styleLines } from './support/measures.ts';
import { openUnderstanding } from './support/open.ts';
import { ownQuestions, testLines, testResults } from './support/own-questions.ts';

const CONFUSIONS_SHOWN = 15;

/**
 * `npm run evaluate -- [FILE.jsonl] [--json] [--wrong]`: measures a file of questions; without one, the knowledge's own
 * examples in cross-validation and the articles' tests. `--wrong` lists what went wrong, `--json` puts the totals on
 * the last line.
 */
async function main(args: readonly string[]): Promise<void> {
  const file = args.find((arg) => !arg.startsWith('--'));
  const { knowledge, understanding } = await openUnderstanding();
  const outcomes = file === undefined ? ownQuestions(knowledge) : ask(readCases(file), understanding);
  print([file ?? 'own examples, cross-validated', '', ...reportLines(outcomes, knowledge)]);
  if (args.includes('--wrong')) print(wrongLines(outcomes, knowledge));
  if (file === undefined) print(testLines(testResults(knowledge, understanding)));
  if (args.includes('--json')) print([jsonTotals(totalsOf(outcomes, knowledge))]);
}

function readCases(file: string): Case[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.flatMap((line, at) => {
    if (line.trim() === '') return [];
    try {
      return [Case.parse(JSON.parse(line))];
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw new Error(`${file}:${at + 1} is no question with "q" and "expect": ${why}`);
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
    'mixed up (right → first)',
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
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
