import type { ReadArticle } from './article.ts';
import type { Place, ProblemList } from './problem.ts';
import type { ReadFlow } from './read-flow.ts';
import { sameQuestion } from './same-question.ts';

interface Asked {
  readonly owner: string;
  readonly place: Place;
}

/**
 * Reports questions that lead to two flows, which nothing could decide between, and those of an article that does not
 * offer the flow: a flow serves the wish to do something, an article the question how.
 */
export function checkFlowQuestions(
  flows: readonly ReadFlow[],
  articles: readonly ReadArticle[],
  problems: ProblemList,
): void {
  const known = questionsOfArticles(articles);
  const seen = new Map<string, Asked & { readonly isTitle: boolean }>();
  for (const { question, owner, place, isTitle } of flows.flatMap(questionsOf)) {
    const key = sameQuestion(question);
    const twin = seen.get(key);
    const article = known.get(key);
    if (twin && twin.owner !== owner)
      problems.error(
        place,
        `„${question}“ steht auch im Dialog „${twin.owner}“ (${where(twin.place)}).`,
        'Lassen Sie die Frage nur bei dem Dialog, der dazu führt.',
      );
    // The title may stand among the questions once more.
    else if (twin && !twin.isTitle)
      problems.warning(
        place,
        `„${question}“ steht zweimal in diesem Dialog (${where(twin.place)}).`,
        'Löschen Sie eine der beiden Zeilen.',
      );
    else seen.set(key, { owner, place, isTitle: isTitle && !twin });
    if (article && !article.offers.includes(owner))
      problems.warning(
        place,
        `„${question}“ steht auch im Artikel „${article.owner}“ (${where(article.place())}).`,
        'Lassen Sie beim Dialog, wer etwas erledigen will, und beim Artikel, wer etwas wissen will, oder bieten Sie den Dialog im Artikel an (offers).',
      );
  }
}

function questionsOf({ id, head, yaml }: ReadFlow) {
  if (!head) return [];
  return [
    { question: head.title, owner: id, place: yaml.place(['title']), isTitle: true },
    ...head.start.questions.map((question, index) => ({
      question,
      owner: id,
      place: yaml.place(['start', 'questions', index]),
      isTitle: false,
    })),
  ];
}

interface AskedByArticle {
  readonly owner: string;
  /** Looked up only where there is something to report. */
  readonly place: () => Place;
  readonly offers: readonly string[];
}

function questionsOfArticles(articles: readonly ReadArticle[]): Map<string, AskedByArticle> {
  return new Map(
    articles.flatMap(({ article: { id, offers }, head, asked }) =>
      asked.map(({ key, path }) => [key, { owner: id, offers, place: () => head.place(path) }] as const),
    ),
  );
}

function where({ file, line }: Place): string {
  return `${file}:${line}`;
}
