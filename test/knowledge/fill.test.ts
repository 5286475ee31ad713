import { describe, expect, test } from 'vitest';
import { fill } from '../../server/knowledge/fill.ts';
import { readableText, render } from '../../server/knowledge/render.ts';

const approved = (markdown: string) =>
  ({ source: 'text:greeting', revision: 'r', body: render(markdown).body }) as const;

describe('filling blanks', () => {
  test('reaches every place of the text and leaves the approved one as it is', () => {
    const text = approved('Platz {place}, **ab {time}**\n\n- {place} [um {time}](https://a.example)');
    const before = structuredClone(text);
    expect(readableText(fill(text, { place: '3', time: '8 Uhr' }))).toBe(
      'Platz 3, ab 8 Uhr\n\n– 3 um 8 Uhr (https://a.example)',
    );
    expect(text).toEqual(before);
  });

  test('shows values as they are', () => {
    const body = fill(approved('{notice}'), { notice: '**{phone}** $& <b>' });
    expect(body).toEqual([{ type: 'paragraph', children: [{ type: 'text', text: '**{phone}** $& <b>' }] }]);
  });

  test.each([[{}], [{ Phone: '1' }]])('refuses to show a blank without a value: %j', (values) => {
    expect(() => fill(approved('Rufen Sie an: {phone}'), values)).toThrow(
      'text:greeting needs a value for its blank {phone}',
    );
    expect(() => fill(approved('{toString}'), values)).toThrow('{toString}');
  });

  test('ignores values that the text has no blank for', () => {
    expect(readableText(fill(approved('Ja.'), { phone: '1' }))).toBe('Ja.');
  });
});
