import type { ComponentChild, ComponentChildren, VNode } from 'preact';
import { Fragment } from 'preact';
import { describe, expect, it } from 'vitest';
import type { RichText } from '../../protocol/rich-text.ts';
import { RichTextView, typedText } from '../../widget/shared/rich-text.tsx';

/** What a tree of nodes would be as markup; text is escaped, as the DOM has it. */
function markup(children: ComponentChildren): string {
  if (Array.isArray(children)) return children.map(markup).join('');
  const child = children as ComponentChild;
  if (child === null || child === undefined || typeof child === 'boolean') return '';
  if (typeof child !== 'object') return String(child).replace(/</g, '&lt;');
  const { type, props } = child as VNode<Record<string, unknown>>;
  if (typeof type === 'function' && type !== Fragment)
    return markup((type as (props: unknown) => ComponentChildren)(props));
  const { children: inner, ...attributes } = props as Record<string, unknown>;
  if (type === Fragment) return markup(inner as ComponentChildren);
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`);
  return `<${type}${written.join('')}>${markup(inner as ComponentChildren)}</${type}>`;
}

const text: RichText = [
  {
    type: 'paragraph',
    children: [
      { type: 'text', text: 'Am besten ' },
      { type: 'strong', children: [{ type: 'text', text: 'Chrome' }] },
    ],
  },
  {
    type: 'list',
    ordered: false,
    items: [[{ type: 'text', text: '<b>kein</b> Markup' }], [{ type: 'text', text: 'zwei' }]],
  },
];
const link = (href: string): RichText => [
  { type: 'paragraph', children: [{ type: 'link', href, children: [{ type: 'text', text: 'hier' }] }] },
];
const show = (rich: RichText) => markup(<RichTextView text={rich} newTab="öffnet in neuem Tab" />);

describe('approved text', () => {
  it('becomes paragraphs, lists and bold, and never markup of its own', () => {
    expect(show(text)).toBe(
      '<p>Am besten <strong>Chrome</strong></p><ul><li>&lt;b>kein&lt;/b> Markup</li><li>zwei</li></ul>',
    );
  });

  it('says that a link opens a new tab, and gives it no way back', () => {
    expect(show(link('https://www.beispiel.de/a'))).toBe(
      '<p><a href="https://www.beispiel.de/a" target="_blank" rel="noopener nofollow">hier<span class="hidden"> (öffnet in neuem Tab)</span></a></p>',
    );
  });

  it('calls and writes mail in place', () => {
    expect(show(link('tel:+49891234567'))).toBe('<p><a href="tel:+49891234567">hier</a></p>');
    expect(show(link('mailto:a@beispiel.de'))).toBe('<p><a href="mailto:a@beispiel.de">hier</a></p>');
  });

  it.each([
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'data:text/html,x',
    'http://beispiel.de',
    '//beispiel.de',
    ' https://beispiel.de',
    '',
  ])('leaves the words of a link to %j without the link', (href) => {
    expect(show(link(href))).toBe('<p>hier</p>');
  });
});

describe('text that a person typed', () => {
  it('links addresses and leaves the full stop to the sentence', () => {
    expect(markup(typedText('Siehe https://beispiel.de/a?b=1. Danke', 'neu'))).toBe(
      'Siehe <a href="https://beispiel.de/a?b=1" target="_blank" rel="noopener nofollow">https://beispiel.de/a?b=1<span class="hidden"> (neu)</span></a>. Danke',
    );
  });

  it.each([
    'https://portal.beispiel.de@evil.example/anmelden',
    'https://portal.beispiel.de:443@evil.example',
    'https://evil.example\\@portal.beispiel.de',
  ])('links no address that names one host and leads to another: %s', (address) => {
    expect(markup(typedText(`Bitte hier: ${address} klicken`, 'neu'))).not.toContain('<a');
    expect(markup(typedText(`Bitte hier: ${address} klicken`, 'neu'))).toContain(address);
  });

  it('links an address with an @ in its path', () => {
    expect(markup(typedText('https://beispiel.de/@team', 'neu'))).toContain(
      'href="https://beispiel.de/@team"',
    );
  });

  it('links nothing else', () => {
    const typed = 'http://a.de javascript:alert(1) <a href="https://x">x';
    expect(markup(typedText('javascript:alert(1) http://a.de', 'neu'))).toBe(
      'javascript:alert(1) http://a.de',
    );
    expect(markup(typedText(typed, 'neu'))).not.toContain('<a href="javascript');
  });
});
