import { parseArgs } from 'node:util';
import { proofs } from './index.ts';
import type { Engine, Outcome, Proof } from './proof.ts';

/** `npm run -s prove -- NAME [--long] [--sabotage] [--rounds N] [--database NAME]`, or `--list`. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      list: { type: 'boolean', default: false },
      long: { type: 'boolean', default: false },
      sabotage: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      database: { type: 'string' },
    },
  });
  if (values.list) return list();
  const proof = proofs.find(({ name }) => name === positionals[0]);
  if (proof === undefined) return fail(`Name one of: ${proofs.map(({ name }) => name).join(', ')}.`);
  const engines = proof.engines.filter((engine) => [undefined, engine].includes(values.database as Engine));
  if (engines.length === 0) return fail(`${proof.name} runs on ${proof.engines.join(' and ')} only.`);
  const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
  if (rounds !== undefined && !(Number.isInteger(rounds) && rounds > 0))
    return fail(`--rounds takes a whole number above 0, not ${values.rounds}.`);
  const { long, sabotage } = values;
  const size = long || proof.longOnly ? 'long' : 'small';
  process.stderr.write(`${proof.name}: ${proof.promise}\n`);
  if (sabotage) process.stderr.write(`Sabotaged: ${proof.saboteur}\n`);
  // A proof that comes to no end has shown nothing.
  process.exitCode = 1;
  const awake = setInterval(() => {}, 60_000);
  const results: Record<string, Outcome['figures']> = {};
  const broken: string[] = [];
  for (const engine of engines) {
    const begun = performance.now();
    const outcome = await proof.run({ size, sabotage, engine, ...(rounds !== undefined && { rounds }) });
    results[engine] = { ...outcome.figures, seconds: Math.round((performance.now() - begun) / 100) / 10 };
    broken.push(...outcome.broken.map((sentence) => `${engine}: ${sentence}`));
  }
  clearInterval(awake);
  for (const sentence of broken) process.stderr.write(`BROKEN ${sentence}\n`);
  const verdict = { proof: proof.name, size, sabotage, broken: broken.length, ...results };
  await new Promise((resolve) => process.stdout.write(`${JSON.stringify(verdict)}\n`, resolve));
  process.exit(broken.length > 0 ? 1 : 0);
}

function list(): void {
  const line = ({ name, promise, longOnly, engines }: Proof) =>
    `${name.padEnd(12)} ${promise} (${engines.join(', ')}${longOnly ? ', long only' : ''})\n`;
  process.stdout.write(proofs.map(line).join(''));
}

function fail(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : error}\n`);
  process.exit(1);
});
