import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const ROOT = new URL('..', import.meta.url);

/** Every rule of docs/spec.md, `A1` … */
function rules(): string[] {
  const text = readFileSync(new URL('docs/spec.md', ROOT), 'utf8');
  return [...text.matchAll(/^- \*\*([A-Z]\d+)\*\*/gm)].map(([, id]) => id!);
}

/** Every rule that a test's name cites. */
function cited(): Set<string> {
  const files = readdirSync(new URL('test', ROOT), { recursive: true, encoding: 'utf8' });
  const texts = files
    .filter((file) => /\.(test\.tsx?|txt)$/.test(file) || file.includes('contract'))
    .filter((file) => /\.(tsx?|txt)$/.test(file))
    .map((file) => readFileSync(new URL(`test/${file}`, ROOT), 'utf8'));
  return new Set(texts.flatMap((text) => [...text.matchAll(/\[([A-Z]\d+)\]/g)].map(([, id]) => id!)));
}

it('every rule of the specification is cited by a test, and no test cites a rule that is not there', () => {
  const known = rules();
  const tested = cited();
  expect(known.filter((id) => !tested.has(id))).toEqual([]);
  expect([...tested].filter((id) => !known.includes(id))).toEqual([]);
});
