import { execFile } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../scripts/build.mjs';

const ASK = new URL('../../dist/scripts/ask.js', import.meta.url).pathname;

beforeAll(() => ensureBuilt());

/** Runs the command as `npm run -s ask` does; questions come from standard input, one a line. */
function ask(args: readonly string[], input = ''): Promise<{ output: string; errors: string }> {
  return new Promise((resolve, reject) => {
    const child = execFile(process.execPath, [ASK, ...args], (error, output, errors) =>
      error === null ? resolve({ output, errors }) : reject(error),
    );
    child.stdin?.end(input);
  });
}

describe('npm run ask', () => {
  it('[O1] prints one JSON object a line for every question, in order, and nothing else', async () => {
    const questions = [
      'Welchen Browser brauche ich?',
      'hallo',
      'mitarbeiter bitte',
      'Wie wird das Wetter morgen?',
      'Löschen Sie mein Konto',
      'I forgot my password, please help me',
      'Welchen Browser brauche ich? Und verfallen meine Punkte irgendwann?',
    ];
    const { output } = await ask(['--json'], `${questions.join('\n')}\n`);
    const lines = output
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map((line) => line.question)).toEqual(questions);
    expect(lines.map((line) => line.kind)).toEqual([
      'answer',
      'smalltalk',
      'handoff',
      'none',
      'flow',
      'none',
      'answer',
    ]);
    expect(lines[0]).toMatchObject({ article: 'browser', text: expect.any(String), ms: expect.any(Number) });
    expect(lines[4]).toMatchObject({ flow: 'konto-kuendigen' });
    expect(lines[6]).toMatchObject({ article: 'browser', also: ['article:punkte-verfall'] });
    for (const line of [lines[1], lines[3]])
      expect(Object.keys(line).sort()).toEqual(['kind', 'ms', 'question', 'text']);
  });

  it('prints a reply as a person would see it', async () => {
    const { output } = await ask(['Welchen Browser brauche ich?']);
    expect(output).toContain('Google Chrome');
    expect(output).not.toContain('{');
  });
});
