import fc from 'fast-check';
import MiniSearch from 'minisearch';
import { describe, expect, it } from 'vitest';
import { buildSearchIndex, INDEX_WEIGHTS, openSearchIndex } from '../../server/knowledge/search-index.ts';
import type { PhraseField } from '../../server/knowledge/targets.ts';
import type { Analysis } from '../../server/language/analyze.ts';

const FIELDS: readonly PhraseField[] = ['title', 'question', 'keywords', 'text'];
const term = fc.constantFrom('konto', 'punkt', 'app', 'code', 'brief', 'vertrag');
const article = fc.array(fc.array(term, { maxLength: 6 }), { minLength: 4, maxLength: 4 });
const articles = fc.array(article, { minLength: 1, maxLength: 8 });

/** Words of which each is also its own term. */
function analysisOf(terms: readonly string[]): Analysis {
  const words = terms.map((text, at) => ({
    ...{ text, word: text, stem: text, start: at, end: at + 1, clause: 0 },
    ...{ class: 'content' as const, known: true, corrected: 0 },
  }));
  return { words, terms: terms.map((text, at) => ({ term: text, kind: 'word', at })) };
}

function indexOf(texts: readonly (readonly string[][])[]) {
  const index = buildSearchIndex();
  texts.forEach((fields, target) => {
    for (const [at, terms] of fields.entries()) index.add(target, FIELDS[at]!, analysisOf(terms));
  });
  return index.finish(texts.length);
}

/** What MiniSearch gives to each text for one term. */
function scoresOfMiniSearch(texts: readonly (readonly string[][])[], asked: string): number[] {
  const asTerms = (text: string) => text.split(' ').filter(Boolean);
  const plain = new MiniSearch({ fields: [...FIELDS], tokenize: asTerms, processTerm: (one) => one });
  plain.addAll(
    texts.map((fields, id) => ({
      id,
      ...Object.fromEntries(FIELDS.map((field, at) => [field, fields[at]!.join(' ')])),
    })),
  );
  const { title, question, keywords, text } = INDEX_WEIGHTS;
  const hits = plain.search(asked, { boost: { title, question, keywords, text } });
  const scores = new Map(hits.map(({ id, score }) => [id, score]));
  return texts.map((_, id) => scores.get(id) ?? 0);
}

describe('search index', () => {
  it('weighs a word in each text as MiniSearch does', () => {
    fc.assert(
      fc.property(articles, term, (texts, asked) => {
        const ours = [...indexOf(texts).scores(analysisOf([asked]))];
        const theirs = scoresOfMiniSearch(texts, asked);
        const [best, most] = [Math.max(...ours) || 1, Math.max(...theirs) || 1];
        expect(ours.map((score) => score / best)).toEqual(
          theirs.map((score) => expect.closeTo(score / most, 10)),
        );
      }),
    );
  });

  it('scores alike when it is opened again', () => {
    fc.assert(
      fc.property(articles, fc.array(term, { maxLength: 4 }), (texts, asked) => {
        const built = indexOf(texts);
        const opened = openSearchIndex(structuredClone(built.data), texts.length);
        expect(opened.scores(analysisOf(asked))).toEqual(built.scores(analysisOf(asked)));
      }),
    );
  });
});
