import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FLOORS, findFaults, listDependencies } from '../../scripts/dependencies.mjs';

const ROOT = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');
const dependencies = listDependencies(JSON.parse(read('package-lock.json')));

describe('what the program is made of', () => {
  it('is licensed as the list allows, and has no version below a floor', () => {
    expect(dependencies.length).toBeGreaterThan(100);
    expect(findFaults(dependencies)).toEqual([]);
  });

  it('names what is not', () => {
    const one = { name: 'ws', version: '8.21.0', license: 'MIT', dev: false };
    const faults = (change: object) => findFaults([{ ...one, ...change }]).length;
    expect(faults({})).toBe(0);
    expect(faults({ version: '8.20.9' })).toBe(1);
    expect(faults({ version: '8.3.0' })).toBe(1);
    expect(faults({ version: '9.0.0' })).toBe(0);
    expect(faults({ license: 'AGPL-3.0-only' })).toBe(1);
    expect(faults({ license: 'unknown' })).toBe(1);
    expect(faults({ license: '(MIT OR GPL-3.0)' })).toBe(0);
    expect(faults({ license: 'MIT AND GPL-3.0' })).toBe(1);
    expect([faults({ license: 'MPL-2.0' }), faults({ license: 'MPL-2.0', dev: true })]).toEqual([1, 0]);
  });

  it('has the floors that docs/security.md lists', () => {
    const rows = [...read('docs/security.md').matchAll(/^\| `([\w.-]+)` \| (\d+\.\d+\.\d+) \|/gm)];
    expect(rows.map(([, name, version]) => [name, version])).toEqual([...FLOORS]);
    const runtime = new Set(dependencies.filter(({ dev }) => !dev).map(({ name }) => name));
    expect([...FLOORS.keys()].filter((name) => !runtime.has(name))).toEqual([]);
  });
});
