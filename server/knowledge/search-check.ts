import { stem } from '../language/stem.ts';
import { wordClass } from '../language/stop-words.ts';
import { tokenize } from '../language/tokenize.ts';
import type { Decision, Understanding } from './decision.ts';
import type { Flow } from './flow.ts';
import type { Article, Knowledge } from './knowledge.ts';
import { type Place, type Problem, ProblemList } from './problem.ts';
import { sameQuestion } from './same-question.ts';
import type { Yaml, YamlPath } from './yaml-file.ts';

interface Search {
  readonly knowledge: Knowledge;
  readonly understanding: Understanding;
  readonly yamls: ReadonlyMap<string, Yaml>;
  readonly problems: ProblemList;
}

/**
 * Checks what only the search can tell: that flows are found by their own questions, that articles are found by their
 * tests and by none of those that belong elsewhere, and that flows and articles do not claim the same words.
 */
export function checkSearch(
  knowledge: Knowledge,
  understanding: Understanding,
  yamls: ReadonlyMap<string, Yaml>,
): Problem[] {
  const search = { knowledge, understanding, yamls, problems: new ProblemList() };
  for (const flow of knowledge.flows?.values() ?? []) checkQuestions(flow, search);
  for (const article of knowledge.articles.values()) checkTests(article, search);
  warnOfLikeness(search);
  return search.problems.sorted();
}

function checkQuestions(flow: Flow, { knowledge, understanding, yamls, problems }: Search): void {
  for (const { question, place } of questionsOf(flow, yamls)) {
    const [first, ...others] = found(understanding.decide(question, { shown: [] }));
    if (first !== undefined && serves(first, `flow:${flow.id}`, knowledge)) {
      if (others.length > 0)
        problems.warning(
          place,
          `„${question}“ findet den Dialog nicht sicher; es wird nachgefragt: ${[first, ...others].join(', ')}.`,
          'Fragen Sie so, dass klar wird, was jemand erledigen will.',
        );
    } else
      problems.error(
        place,
        `„${question}“ findet nicht den Dialog „${flow.id}“, sondern ${first ?? 'nichts'}.`,
        'Formulieren Sie die Frage um oder streichen Sie sie, und sehen Sie nach, wer dieselben Wörter hat.',
      );
  }
}

function checkTests(
  { id, tests, file }: Article,
  { knowledge, understanding, yamls, problems }: Search,
): void {
  const at = (path: YamlPath) => placeIn(file, path, yamls);
  tests.must.forEach((question, index) => {
    const all = found(understanding.decide(question, { shown: [] }));
    if (all.some((name) => serves(name, `article:${id}`, knowledge))) return;
    problems.error(
      at(['tests', 'must', index]),
      `„${question}“ findet diesen Artikel nicht, sondern ${all.join(', ') || 'nichts'}.`,
      'Ergänzen Sie Beispielfragen mit solchen Wörtern.',
    );
  });
  tests.mustNot.forEach((question, index) => {
    const decision = understanding.decide(question, { shown: [] });
    if (decision.kind !== 'answer' || ![decision.article, ...decision.also].includes(id)) return;
    problems.error(
      at(['tests', 'must_not', index]),
      `„${question}“ wird mit diesem Artikel beantwortet.`,
      'Ergänzen Sie Beispielfragen dort, wo sie hingehört, oder streichen Sie hier welche.',
    );
  });
}

/** What a decision offers, best first, as `article:ID` or `flow:ID`; several when it asks back. */
function found(decision: Decision): string[] {
  switch (decision.kind) {
    case 'answer':
      return [`article:${decision.article}`, ...decision.also.map((id) => `article:${id}`)];
    case 'flow':
      return [`flow:${decision.flow}`];
    case 'choices':
      return decision.options.map(({ kind, id }) => `${kind}:${id}`);
    case 'handoff':
    case 'smalltalk':
      return [`intent:${decision.intent}`];
    case 'none':
      return decision.intent === undefined ? [] : [`intent:${decision.intent}`];
    default:
      return decision satisfies never;
  }
}

/** Whether one thing is another, or an article and a flow that it offers. */
function serves(name: string, wanted: string, { articles }: Knowledge): boolean {
  if (name === wanted) return true;
  return [...articles.values()].some(
    ({ id, offers }) =>
      [name, wanted].includes(`article:${id}`) &&
      offers.some((flow) => [name, wanted].includes(`flow:${flow}`)),
  );
}

interface Asked {
  readonly question: string;
  readonly owner: string;
  readonly place: Place;
}

/** Reports questions of flows that say the same as one of an article that does not offer the flow. */
function warnOfLikeness({ knowledge, yamls, problems }: Search): void {
  const known = new Map<string, Asked>();
  for (const article of knowledge.articles.values())
    for (const asked of questionsOf(article, yamls)) known.set(gist(asked.question), asked);
  for (const flow of knowledge.flows?.values() ?? [])
    for (const { question, owner, place } of questionsOf(flow, yamls)) {
      const other = known.get(gist(question));
      // The very same question was reported without the search.
      const isSame = other && sameQuestion(other.question) === sameQuestion(question);
      if (!other || isSame || serves(owner, other.owner, knowledge)) continue;
      problems.warning(
        place,
        `„${question}“ sagt dasselbe wie „${other.question}“ in ${other.owner} (${other.place.file}:${other.place.line}).`,
        'Lassen Sie beim Dialog, wer etwas erledigen will, und beim Artikel, wer etwas wissen will, oder bieten Sie den Dialog im Artikel an (offers).',
      );
    }
}

/** What is left of a question without order, endings and words that say little; the question itself if that is nothing. */
function gist(question: string): string {
  const words = tokenize(question)
    .map(({ word }) => word)
    .filter((word) => !['filler', 'question'].includes(wordClass(word)));
  return [...new Set(words.map(stem))].sort().join(' ') || question;
}

function questionsOf(source: Article | Flow, yamls: ReadonlyMap<string, Yaml>): Asked[] {
  const isFlow = 'steps' in source;
  const owner = `${isFlow ? 'flow' : 'article'}:${source.id}`;
  const list: YamlPath = isFlow ? ['start', 'questions'] : ['questions'];
  return [
    { question: source.title, owner, place: placeIn(source.file, ['title'], yamls) },
    ...source.questions.map((question, index) => ({
      question,
      owner,
      place: placeIn(source.file, [...list, index], yamls),
    })),
  ];
}

function placeIn(file: string, path: YamlPath, yamls: ReadonlyMap<string, Yaml>): Place {
  return yamls.get(file)?.place(path) ?? { file, line: 1, column: 1 };
}
