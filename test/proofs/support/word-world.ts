import type { Understanding } from '../../../server/knowledge/decision.ts';
import type { Article, Knowledge, Notice } from '../../../server/knowledge/knowledge.ts';
import { smallKnowledge } from './parts.ts';
import type { Payload } from './payloads.ts';

/** Articles that the console finds at once. */
export const FOUND = 8;
/** Articles that are suggested to a visitor at once. */
export const SUGGESTED = 3;

/** What a visitor says to be answered with the article of a payload. */
export const askFor = (n: number) => `Artikel ${n}`;
/** What an agent types to find the articles of the payloads from `n` on. */
export const searchFor = (n: number) => `gruppe${Math.floor(n / FOUND)}x`;

const nameOf = (n: number) => `payload-${n}`;

/**
 * A knowledge made of payloads: each is title and text of an article, a template and a notice. Who asks for an article
 * gets it; to everything else there is no answer, but the articles stand nearest in their order.
 */
export function worldOf(payloads: readonly Payload[]) {
  const { knowledge: small } = smallKnowledge()();
  const articles = payloads.map(({ text }, n) => articleOf(text, n));
  const notices: Notice[] = payloads.map(({ text }, n) => ({
    id: `notice-${n}`,
    level: 'info',
    body: [{ type: 'paragraph', children: [{ type: 'text', text }] }],
  }));
  const knowledge: Knowledge = {
    ...small,
    articles: new Map([...small.articles, ...articles.map((article) => [article.id, article] as const)]),
    replies: payloads.map(({ text }, n) => ({ id: `reply-${n}`, title: text, text })),
    notices: [],
  };
  const understanding = understandingOf(payloads);
  let shown: readonly Notice[] = [];
  return {
    options: {
      knowledge,
      understanding,
      overrides: {
        inForce: () => ({ knowledge: { ...knowledge, notices: shown }, understanding, refused: [] }),
      },
    },
    /** They cover much, so they come last. */
    showNotices() {
      shown = notices;
    },
  };
}

function articleOf(text: string, n: number): Article {
  const words = { type: 'text', text } as const;
  return {
    id: nameOf(n),
    source: `article:${nameOf(n)}`,
    revision: 'r',
    body: [
      { type: 'paragraph', children: [words, { type: 'break' }, { type: 'strong', children: [words] }] },
      {
        type: 'list',
        ordered: false,
        items: [[{ type: 'link', href: `https://portal.example/${n}`, children: [words] }]],
      },
    ],
    topic: 'portal',
    title: text,
    questions: [],
    keywords: [searchFor(n)],
    text,
    offers: [],
    seeAlso: [],
    tests: { must: [], mustNot: [] },
    file: '',
  };
}

function understandingOf(payloads: readonly Payload[]): Understanding {
  const numberOf = (text: string) => {
    const found = /^Artikel (\d+)$/.exec(text)?.[1];
    return found === undefined ? undefined : Number(found);
  };
  return {
    decide(text) {
      const n = numberOf(text);
      if (n !== undefined) return { kind: 'answer', article: nameOf(n), also: [] };
      const nearest = payloads.findIndex(({ mark }) => text.startsWith(`${mark} `));
      return { kind: 'none', reason: 'out-of-scope', nearest: nearest < 0 ? [] : [nameOf(nearest)] };
    },
    suggest(typed) {
      const n = numberOf(typed);
      if (n === undefined) return [];
      return payloads.slice(n, n + SUGGESTED).map((_, nth) => nameOf(n + nth));
    },
  };
}
