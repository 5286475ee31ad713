import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'vitest';
import { shippedUnderstanding } from './support/knowledge.ts';
import { playTranscript } from './support/transcript.ts';

const FOLDER = new URL('./transcripts/', import.meta.url);

describe('transcripts', () => {
  for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.txt'))) {
    const text = readFileSync(new URL(file, FOLDER), 'utf8');
    const title = text.split('\n')[0]?.replace(/^# /, '') ?? file;
    it(title, async () => playTranscript(text, await shippedUnderstanding()));
  }
});
