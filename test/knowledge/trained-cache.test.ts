import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { layGroundwork } from '../../server/knowledge/engine.ts';
import { DEFAULT_RISK } from '../../server/knowledge/judgement.ts';
import type { Corpus } from '../../server/knowledge/targets.ts';
import { readTrained, writeTrained } from '../../server/knowledge/trained-cache.ts';
import type { Trained } from '../../server/knowledge/training.ts';

function corpus(question: string): Corpus {
  return {
    targets: [{ kind: 'article', id: 'a', topic: 't' }],
    phrases: [{ text: question, target: 0, field: 'question' }],
    synonyms: new Map(),
  };
}

const ground = layGroundwork(corpus('Wie geht das?'));
const trained: Trained = {
  classifier: { features: 2, targets: 1, weights: Float32Array.of(0.5, -1), bias: Float32Array.of(0.25) },
};
let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'lotse-cache-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function file(): string {
  return join(dir, readdirSync(dir)[0]!);
}

describe('what was learnt', () => {
  it('is read again for the same content', () => {
    writeTrained(dir, ground, DEFAULT_RISK, trained);
    expect(readTrained(dir, ground, DEFAULT_RISK)).toEqual(trained);
  });

  it('is not taken for other content or another risk', () => {
    writeTrained(dir, ground, DEFAULT_RISK, trained);
    expect(readTrained(dir, layGroundwork(corpus('Und das?')), DEFAULT_RISK)).toBeUndefined();
    expect(readTrained(dir, ground, { ...DEFAULT_RISK, wrong: 0.5 })).toBeUndefined();
  });

  it('is learnt again when the file is damaged anywhere', () => {
    writeTrained(dir, ground, DEFAULT_RISK, trained);
    const whole = readFileSync(file());
    for (let at = 0; at < whole.length; at += 7) {
      const damaged = Buffer.from(whole);
      damaged[at] = damaged[at]! ^ 0x55;
      writeFileSync(file(), damaged);
      const read = readTrained(dir, ground, DEFAULT_RISK);
      if (read !== undefined) expect(read).toEqual(trained);
    }
    writeFileSync(file(), whole.subarray(0, whole.length - 3));
    expect(readTrained(dir, ground, DEFAULT_RISK)).toBeUndefined();
    writeFileSync(file(), '');
    expect(readTrained(dir, ground, DEFAULT_RISK)).toBeUndefined();
  });

  it('costs nothing but time where it cannot be written', () => {
    writeFileSync(join(dir, 'file'), '');
    expect(() => writeTrained(join(dir, 'file'), ground, DEFAULT_RISK, trained)).not.toThrow();
    expect(readTrained(join(dir, 'file'), ground, DEFAULT_RISK)).toBeUndefined();
  });

  it('is kept for a few contents only', () => {
    for (let i = 0; i < 9; i++) writeTrained(dir, layGroundwork(corpus(`Frage ${i}`)), DEFAULT_RISK, trained);
    expect(readdirSync(dir).length).toBeLessThan(6);
  });
});
