import { createInterface } from 'node:readline';
import { explanationLines } from '../server/knowledge/explain-lines.ts';
import { type Answered, answerOf, jsonLine, printed } from './support/answered.ts';
import { openUnderstanding } from './support/open.ts';

/** `npm run ask -- [--json | --explain] [question…]`: answers each question as a first message, or each line of standard input. */
async function main(args: readonly string[]): Promise<void> {
  const flags = new Set(args.filter((arg) => arg.startsWith('--')));
  const unknown = [...flags].find((flag) => flag !== '--json' && flag !== '--explain');
  if (unknown !== undefined)
    throw new Error(`„${unknown}“ gibt es nicht; möglich sind --json und --explain.`);
  const { knowledge, understanding } = await openUnderstanding();
  const show = (answered: Answered): string => (flags.has('--json') ? jsonLine(answered) : printed(answered));
  for await (const question of questions(args.filter((arg) => !arg.startsWith('--')))) {
    process.stdout.write(`${show(answerOf(question, knowledge, understanding))}\n`);
    if (flags.has('--explain'))
      process.stdout.write(
        `${explanationLines(understanding.explain(question, { shown: [] })).join('\n')}\n`,
      );
  }
}

async function* questions(given: readonly string[]): AsyncGenerator<string> {
  if (given.length > 0) yield* given;
  else yield* createInterface({ input: process.stdin });
}

/** A reader that has seen enough (`| head`) ends the program quietly. */
process.stdout.on('error', () => process.exit(0));

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
