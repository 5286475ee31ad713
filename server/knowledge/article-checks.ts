import type { ReadArticle } from './article.ts';
import type { Intent } from './knowledge.ts';
import type { Place, ProblemList } from './problem.ts';
import { checkReference, type KnownIds } from './references.ts';
import { sameQuestion } from './same-question.ts';
import type { Yaml } from './yaml-file.ts';

/** What an article may offer beside flows: the way to a person. */
const OFFERS_BESIDE_FLOWS: readonly string[] = ['human'];

/** Reports articles that point to nothing. */
export function checkArticleReferences(
  articles: readonly ReadArticle[],
  ids: KnownIds,
  problems: ProblemList,
): void {
  for (const { article, head } of articles) {
    article.offers.forEach((id, index) => {
      if (!OFFERS_BESIDE_FLOWS.includes(id) && !ids.flows.has(id))
        checkReference(id, 'flows', ids, head.place(['offers', index]), problems);
    });
    article.seeAlso.forEach((id, index) => {
      if (!ids.articles.has(id))
        checkReference(id, 'articles', ids, head.place(['see_also', index]), problems);
    });
  }
}

interface Asked {
  readonly article: string;
  /** Looked up only where there is something to report. */
  readonly place: () => Place;
}

/**
 * Reports questions that lead to two places, which nothing could decide between, and test questions that
 * stand among the examples, which every search finds.
 */
export function checkQuestions(
  articles: readonly ReadArticle[],
  intents: ReadonlyMap<string, Intent>,
  intentsFile: Yaml | undefined,
  problems: ProblemList,
): void {
  const asked = new Map<string, Asked>();
  for (const read of articles) collectQuestions(read, asked, problems);
  for (const read of articles) checkTests(read, asked, problems);
  for (const { id, questions } of intents.values()) {
    questions.forEach((question, index) => {
      const other = asked.get(sameQuestion(question));
      if (!other || !intentsFile) return;
      problems.warning(
        intentsFile.place([id, 'questions', index]),
        `„${question}“ steht auch im Artikel „${other.article}“ (${where(other.place())}).`,
        'Lassen Sie die Frage nur dort, wo sie richtig beantwortet wird.',
      );
    });
  }
}

function collectQuestions(
  { article, head, asked: own }: ReadArticle,
  asked: Map<string, Asked>,
  problems: ProblemList,
): void {
  own.forEach(({ question, key, path }, index) => {
    const other = asked.get(key);
    if (!other) asked.set(key, { article: article.id, place: () => head.place(path) });
    else if (other.article !== article.id)
      problems.error(
        head.place(path),
        `„${question}“ steht auch im Artikel „${other.article}“ (${where(other.place())}).`,
        'Lassen Sie die Frage nur bei dem Artikel, der sie beantwortet.',
      );
    // The title may stand among the questions once more.
    else if (own.findIndex((earlier, at) => at > 0 && earlier.key === key) < index && index > 0)
      problems.warning(
        head.place(path),
        `„${question}“ steht zweimal in diesem Artikel.`,
        'Löschen Sie eine der beiden Zeilen.',
      );
  });
}

function checkTests(
  { article, head }: ReadArticle,
  asked: ReadonlyMap<string, Asked>,
  problems: ProblemList,
): void {
  const lists = [
    ['must', article.tests.must],
    ['must_not', article.tests.mustNot],
  ] as const;
  for (const [name, questions] of lists) {
    questions.forEach((question, index) => {
      const other = asked.get(sameQuestion(question));
      const expected = name === 'must_not' && other?.article !== article.id;
      if (!other || expected) return;
      problems.warning(
        head.place(['tests', name, index]),
        `„${question}“ steht auch als Beispielfrage im Artikel „${other.article}“ (${where(other.place())}); so prüft sie nichts.`,
        'Prüfen Sie mit einer anders gestellten Frage.',
      );
    });
  }
}

function where({ file, line }: Place): string {
  return `${file}:${line}`;
}

/** Reports articles that somebody promised to read again by now, and wordings from a day that is still to come. */
export function warnOfReviews(articles: readonly ReadArticle[], today: string, problems: ProblemList): void {
  for (const { article, head } of articles) {
    const { reviewBy, updated } = article;
    if (reviewBy !== undefined && reviewBy < today)
      problems.warning(
        head.place(['review_by']),
        `Die Prüfung dieses Artikels war bis ${reviewBy} fällig.`,
        'Lesen Sie ihn durch und setzen Sie review_by neu.',
      );
    if (updated !== undefined && updated > today)
      problems.warning(
        head.place(['updated']),
        `Der Stand dieses Artikels liegt in der Zukunft: ${updated}.`,
        'Tragen Sie den Tag ein, an dem Sie den Text zuletzt geändert oder geprüft haben.',
      );
  }
}

/** Reports articles that could never be in force. */
export function checkTerms(articles: readonly ReadArticle[], problems: ProblemList): void {
  for (const { article, head } of articles) {
    const { validFrom, validTo } = article;
    if (validFrom !== undefined && validTo !== undefined && validTo < validFrom)
      problems.error(
        head.place(['valid_to']),
        `Der Artikel gilt nie: valid_to (${validTo}) liegt vor valid_from (${validFrom}).`,
        'Vertauschen Sie die beiden.',
      );
  }
}
