import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { ArticleMemory } from '../../server/knowledge/article-memory.ts';
import { readKnowledge } from '../../server/knowledge/read.ts';
import { temporaryFolder } from '../support/process.ts';

const OPTIONS = { today: '2026-11-23', defaultsDir: new URL('../../knowledge', import.meta.url).pathname };
const SHIPPED = OPTIONS.defaultsDir;

it('[K5] a folder read again with what is remembered of its articles gives what reading it anew gives', () => {
  const folder = temporaryFolder();
  onTestFinished(() => folder.remove());
  cpSync(join(SHIPPED, 'articles', 'portal'), join(folder.path, 'articles', 'portal'), { recursive: true });
  const memory = new ArticleMemory();
  const again = () => {
    const { knowledge, problems } = readKnowledge(folder.path, { ...OPTIONS, memory });
    memory.forgetOthers();
    return { knowledge, problems };
  };
  const anew = () => {
    const { knowledge, problems } = readKnowledge(folder.path, OPTIONS);
    return { knowledge, problems };
  };
  const browser = join(folder.path, 'articles', 'portal', 'browser.md');
  const text = readFileSync(browser, 'utf8');
  const states = [
    text,
    // A question of another article, a link to nowhere, no title: problems with places in remembered files.
    text.replace('  - Browser Empfehlung', '  - Wie kündige ich?\n  - Browser Empfehlung'),
    text.replace('see_also: []', 'see_also: [brauser]'),
    text.replace('title:', 'titel:'),
  ];
  for (const state of states) {
    writeFileSync(browser, state);
    expect(again()).toEqual(anew());
  }
});
