import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { jsonSchemas } from '../../scripts/support/schemas.ts';

const KNOWLEDGE = 'knowledge';
const FOLDER = join(KNOWLEDGE, '.schema');
const yamls = [KNOWLEDGE, join(KNOWLEDGE, 'flows')].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => join(folder, name)),
);

describe('the schemas that help editors to complete what they write', () => {
  it('are those that the check uses; `npm run schemas` writes them anew', () => {
    const stored = new Map(
      readdirSync(FOLDER).map((name) => [name, readFileSync(join(FOLDER, name), 'utf8')] as const),
    );
    expect(stored).toEqual(jsonSchemas());
  });

  it.each(yamls)('are named in %s', (path) => {
    const [, schema = ''] =
      /^# yaml-language-server: \$schema=(\S+)\n/.exec(readFileSync(path, 'utf8')) ?? [];
    expect(existsSync(join(dirname(path), schema || 'none'))).toBe(true);
  });

  it('complete the verbs of a flow step', () => {
    const { properties } = JSON.parse(jsonSchemas().get('flow.json')!);
    const verbs = properties.steps.additionalProperties.anyOf.flatMap(
      (step: { properties: Record<string, unknown> }) => Object.keys(step.properties).slice(0, 1),
    );
    expect(verbs).toEqual(['ask', 'say', 'confirm', 'when', 'end', 'end', 'end']);
  });
});
