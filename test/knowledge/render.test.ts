import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RichText } from '../../protocol/rich-text.ts';
import { readableText, render } from '../../server/knowledge/render.ts';

const text = (words: string) => ({ type: 'text', text: words });
const strong = (words: string) => ({ type: 'strong', children: [text(words)] });
const link = (href: string, words: string) => ({ type: 'link', href, children: [text(words)] });
const paragraph = (...children: object[]) => ({ type: 'paragraph', children });

describe('rendering', () => {
  test.each([
    ['paragraphs', 'Eins.\n\nZwei.', [paragraph(text('Eins.')), paragraph(text('Zwei.'))]],
    ['bold', 'Am **besten** so.', [paragraph(text('Am '), strong('besten'), text(' so.'))]],
    ['emphasis as plain text', 'Am *besten* _so_.', [paragraph(text('Am besten so.'))]],
    ['bold in emphasis', '*ganz **wichtig***', [paragraph(text('ganz '), strong('wichtig'))]],
    ['a line that goes on below', 'Eins\nzwei', [paragraph(text('Eins zwei'))]],
    [
      'a line break',
      'Eins  \nzwei\\\ndrei',
      [paragraph(text('Eins'), { type: 'break' }, text('zwei'), { type: 'break' }, text('drei'))],
    ],
    [
      'a list',
      '- eins\n- **zwei**',
      [{ type: 'list', ordered: false, items: [[text('eins')], [strong('zwei')]] }],
    ],
    [
      'a numbered list',
      '1. eins\n2. zwei',
      [{ type: 'list', ordered: true, items: [[text('eins')], [text('zwei')]] }],
    ],
    [
      'a list with gaps',
      '- eins\n\n- zwei',
      [{ type: 'list', ordered: false, items: [[text('eins')], [text('zwei')]] }],
    ],
    [
      'an item of two paragraphs',
      '- eins\n\n  zwei',
      [{ type: 'list', ordered: false, items: [[text('eins'), { type: 'break' }, text('zwei')]] }],
    ],
    [
      'a list after a paragraph',
      'Also:\n- eins',
      [paragraph(text('Also:')), { type: 'list', ordered: false, items: [[text('eins')]] }],
    ],
    [
      'a link',
      '[Portal](https://portal.example/a?b=c#d)',
      [paragraph(link('https://portal.example/a?b=c#d', 'Portal'))],
    ],
    [
      'a link to a phone',
      '[0800 45 20 104](tel:+498004520104)',
      [paragraph(link('tel:+498004520104', '0800 45 20 104'))],
    ],
    [
      'a link to a mailbox',
      '[Schreiben](mailto:info@portal.example)',
      [paragraph(link('mailto:info@portal.example', 'Schreiben'))],
    ],
    [
      'a bare address of a page',
      'Siehe https://portal.example/a.',
      [paragraph(text('Siehe '), link('https://portal.example/a', 'https://portal.example/a'), text('.'))],
    ],
    [
      'a bare mail address',
      'An info@portal.example, bitte',
      [paragraph(text('An '), link('mailto:info@portal.example', 'info@portal.example'), text(', bitte'))],
    ],
    [
      'signs that Markdown keeps',
      'Ab 5 € < 10 € & „mehr“ 2 \\* 3',
      [paragraph(text('Ab 5 € < 10 € & „mehr“ 2 * 3'))],
    ],
    ['a date that is no list', '4\\. Dezember', [paragraph(text('4. Dezember'))]],
    ['nothing', '', []],
  ])('%s', (_, markdown, body) => {
    const rendered = render(markdown);
    expect(rendered.body).toEqual(body);
    expect(rendered.problems).toEqual([]);
    expect(RichText.safeParse(rendered.body).success).toBe(true);
  });
});

describe('what visitors cannot be shown', () => {
  test.each([
    ['a heading', 'Ja.\n\n# Titel', 'Überschrift', 3, 1],
    ['an underlined heading', 'Titel\n---\nText', 'Überschrift', 1, 1],
    ['an image', 'Siehe ![Bild](https://x.example/y.png)', 'Bilder', 1, 7],
    ['a table', 'a | b\n--|--\n1 | 2', 'Tabellen', 1, 1],
    ['HTML', 'Zeile eins<br>Zeile zwei', 'HTML', 1, 11],
    ['a block of HTML', '<script>alert(1)</script>', 'HTML', 1, 1],
    ['code', 'Tippen Sie `ls`', 'Programmtext', 1, 12],
    ['a block of code', 'So:\n\n    ls -l', 'Programmtext', 3, 5],
    ['a quotation', '> Das ist so', 'Zitate', 1, 1],
    ['a rule', 'Eins\n\n***\n\nZwei', 'Trennlinien', 3, 1],
    ['struck text', 'Das ~~nicht~~', 'Durchgestrichenes', 1, 5],
    ['a link apart', '[Portal][p]\n\n[p]: https://portal.example', 'getrennt', 3, 1],
    ['a box', '- [ ] tun', 'Kästchen', 1, 3],
    ['a list in a list', '- eins\n  - zwei', 'Liste steht in einer Liste', 2, 3],
    ['a heading in a list', '- # eins', 'Überschrift', 1, 3],
    ['a date that becomes a list', 'Bis zum\n\n4. Dezember', 'bei 1 statt 4', 3, 1],
    ['an entity', 'Meier &amp; Co.', '„&amp;“', 1, 1],
    [
      'a link without safe transport',
      'Auf [Portal](http://portal.example)',
      '„http://portal.example“ ist nicht erlaubt',
      1,
      5,
    ],
    ['a bare www address', 'Auf www.portal.example', '„http://www.portal.example“ ist nicht erlaubt', 1, 5],
    ['a link to a script', '[Portal](javascript:alert(1))', '„javascript:alert(1)“ ist nicht erlaubt', 1, 1],
    ['a link with a name and a password', '[Portal](https://a:b@portal.example)', 'nicht erlaubt', 1, 1],
    ['a link inside the page', '[Portal](/meine-daten)', '„/meine-daten“ ist nicht erlaubt', 1, 1],
    ['a link to nowhere', '[Portal]()', 'kein Ziel', 1, 1],
    ['a mail with a subject', '[Mail](mailto:a@b.example?subject=x)', 'nicht erlaubt', 1, 1],
    ['a phone link with words', '[Anruf](tel:0800-HILFE)', 'nicht erlaubt', 1, 1],
    ['a link with a name', '[Portal](https://a@portal.example)', 'nicht erlaubt', 1, 1],
    ['a link without a host', '[Portal](https:portal.example)', 'nicht erlaubt', 1, 1],
    ['a link with a blank', '[Portal](https://portal.example/{phone})', 'nicht erlaubt', 1, 1],
  ])('%s', (_, markdown, words, line, column) => {
    expect(render(markdown).problems).toMatchObject([{ line, column, text: expect.stringContaining(words) }]);
  });

  test('is named each time, where it stands', () => {
    const { problems } = render('Ein `x` und\nnoch<br><br>.\n\n- `x`');
    expect(problems.map(({ line, column }) => [line, column])).toEqual([
      [1, 5],
      [2, 5],
      [2, 9],
      [4, 3],
    ]);
  });
});

test('whatever is rendered keeps to the tree, and no link leads elsewhere', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '**',
      '*',
      '_',
      '- ',
      '1. ',
      '\n',
      '\n\n',
      '[',
      '](',
      ')',
      '<',
      '>',
      '&lt;',
      '`',
      '#',
      '|',
      '\\',
      '![',
      '  \n',
    ),
    fc.constantFrom(
      'https://a.example',
      'javascript:x',
      'mailto:a@b.example',
      'tel:1',
      'data:x',
      '//a.example',
      'Wort',
      ' ',
    ),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const { body } = render(pieces.join(''));
      expect(RichText.safeParse(body).success).toBe(true);
      for (const href of JSON.stringify(body).matchAll(/"href":"([^"]*)"/g))
        expect(href[1]).toMatch(/^(https:\/\/|mailto:|tel:)/);
    }),
  );
});

describe('plain text', () => {
  test.each([
    ['paragraphs and bold', 'Eins **zwei**.\n\nDrei.', 'Eins zwei.\n\nDrei.'],
    ['lists', '- eins\n- zwei\n\n1. drei\n2. vier', '– eins\n– zwei\n\n1. drei\n2. vier'],
    ['line breaks', 'Eins  \nzwei', 'Eins\nzwei'],
    ['a link with its address', '[Portal](https://portal.example)', 'Portal (https://portal.example)'],
    ['a link that is its address', 'https://portal.example', 'https://portal.example'],
    ['a mail address', '[Mail](mailto:a@b.example) a@b.example', 'Mail (a@b.example) a@b.example'],
    ['a phone number', '[0800 45 20 104](tel:+498004520104)', '0800 45 20 104'],
    ['a call', '[Anrufen](tel:+498004520104)', 'Anrufen (+498004520104)'],
  ])('has %s', (_, markdown, plain) => {
    expect(readableText(render(markdown).body)).toBe(plain);
  });
});
