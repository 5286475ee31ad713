import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('../../', import.meta.url);
const PAGES = ['widget', 'console'];
const files = PAGES.flatMap((folder) =>
  readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(tsx?|html)$/.test(name))
    .map((name) => `${folder}/${name}`),
);
const codeOf = (file: string) =>
  readFileSync(new URL(file, ROOT), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');

/** Ways in which a text becomes markup or code. */
const WAYS =
  /\b(innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|createContextualFragment|DOMParser|setHTML\w*|srcdoc|createPolicy|trustedTypes|eval)\b|document\.write|new Function|setTimeout\(\s*['"`]|javascript:/;

describe('[S15] words stay words', () => {
  it('no page has a way to take a text for markup or code', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.filter((file) => WAYS.test(codeOf(file)))).toEqual([]);
  });

  it('pages have no script, style or handler in their markup', () => {
    const pages = files.filter((file) => file.endsWith('.html'));
    expect(pages.length).toBeGreaterThan(1);
    for (const file of pages) expect(codeOf(file), file).not.toMatch(/<script>|<style|\son[a-z]+=|\sstyle=/i);
  });
});
