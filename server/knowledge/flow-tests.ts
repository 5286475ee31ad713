import { nearest } from './did-you-mean.ts';
import type { FlowRules, FlowStep } from './flow.ts';
import { type Facts, passages } from './flow-facts.ts';
import type { Edge } from './flow-graph.ts';
import { edgePlace, quoted } from './flow-place.ts';
import { begin, edgeKey, hear, isOver, type Walker, type Walking } from './flow-walker.ts';
import type { Place, ProblemList } from './problem.ts';
import type { WholeFlow } from './read-flow.ts';
import { checkReference, type KnownIds } from './references.ts';

/** Beside the names of steps, where a test can find itself. */
const CANCELLED = 'abgebrochen';

/** Walks a flow's own tests through it and reports those that go wrong, and every branch that none takes. */
export function checkTests(
  read: WholeFlow,
  facts: Facts,
  rules: FlowRules,
  ids: KnownIds,
  problems: ProblemList,
): void {
  const { flow, yaml } = read;
  const walking: Walking = { flow, facts, rules };
  const taken = new Set<string>();
  flow.tests.forEach((test, index) => {
    const at = (word: number) => yaml.place(['tests', index, word]);
    for (const edge of walkTest(test, { ...walking, ids, at, problems })) taken.add(edge);
  });
  for (const [id, box] of facts.at) {
    const step = flow.steps.get(id)!;
    for (const { edge } of passages(step, box, facts.space))
      if (edge.by !== 'next' && !taken.has(edgeKey(id, edge)))
        problems.error(
          edgePlace(yaml, id, edge),
          `Kein Test geht diesen Weg: bei „${id}“ ${wordsOf(step, edge)} zu „${edge.to}“.`,
          'Ergänzen Sie unter tests eine Zeile mit dem, was jemand dafür schreibt.',
        );
  }
}

function wordsOf(step: FlowStep, { by, index }: Edge): string {
  switch (by) {
    case 'choice':
      return `mit „${step.verb === 'ask' ? step.choices[index]!.label : ''}“`;
    case 'confirmed':
    case 'declined':
      return `mit „${step.verb === 'confirm' ? step[by].label : ''}“`;
    case 'accepted':
      return 'mit einer angenommenen Antwort';
    case 'otherwise':
      return 'nach lauter unpassenden Antworten';
    case 'rule':
      return `mit Regel ${index + 1}`;
    default:
      return `mit „${by}“`;
  }
}

interface Test extends Walking {
  readonly ids: KnownIds;
  readonly at: (word: number) => Place;
  readonly problems: ProblemList;
}

/**
 * Walks one test as far as it goes.
 * @returns the branches that it takes for certain
 */
function walkTest(words: readonly string[], test: Test): Set<string> {
  let walkers: readonly Walker[] = begin(test);
  for (const [index, word] of words.entries()) {
    const next = readWord(word, index, words[index + 1] ?? '', walkers, test);
    if (!next) break;
    walkers = next;
  }
  const [first, ...others] = walkers.map(({ trail }) => new Set(trail));
  return new Set([...(first ?? [])].filter((edge) => others.every((trail) => trail.has(edge))));
}

/** One entry of a test; undefined when it goes wrong, and then an error was reported. */
function readWord(
  word: string,
  index: number,
  next: string,
  walkers: readonly Walker[],
  test: Test,
): Walker[] | undefined {
  if (index === 0) return readFirst(word, walkers, test);
  if (word.startsWith('=')) return expectStep(word.slice(1).trim(), index, walkers, test);
  if (word.startsWith('faq:')) return expectArticle(word.slice('faq:'.length).trim(), index, walkers, test);
  if (walkers.every((walker) => isOver(walker, test))) {
    test.problems.error(
      test.at(index),
      'Der Dialog ist hier schon zu Ende.',
      'Löschen Sie den Rest des Tests oder machen Sie zwei Tests daraus.',
    );
    return undefined;
  }
  const expected = next.startsWith('=') ? next.slice(1).trim() : undefined;
  return walkers.flatMap((walker) => hear(walker, word, expected, test));
}

/** The first words start the flow, whatever they are; whether they find it is a matter of the search. */
function readFirst(word: string, walkers: readonly Walker[], { at, problems }: Test): Walker[] | undefined {
  if (!/^(=|faq:)/.test(word)) return [...walkers];
  problems.error(
    at(0),
    'Ein Test beginnt mit dem, was jemand schreibt.',
    'Schreiben Sie zuerst eine Frage, die zu diesem Dialog führt.',
  );
  return undefined;
}

function expectStep(
  step: string,
  index: number,
  walkers: readonly Walker[],
  { flow, at, problems }: Test,
): Walker[] | undefined {
  const there = walkers.filter(
    (walker) =>
      walker.state === 'human' || (walker.state === 'cancelled' ? step === CANCELLED : walker.step === step),
  );
  if (there.length > 0) return there;
  const places = [
    ...new Set(walkers.map((walker) => (walker.state === 'cancelled' ? CANCELLED : walker.step))),
  ];
  const meant = nearest(step, [...flow.steps.keys(), CANCELLED]);
  if (step === CANCELLED || flow.steps.has(step))
    problems.error(
      at(index),
      `Hier ist der Dialog bei ${quoted(places)}, nicht bei „${step}“.`,
      'Berichtigen Sie den Test oder den Schritt davor.',
    );
  else
    problems.error(
      at(index),
      `Einen Schritt „${step}“ gibt es nicht.`,
      meant ? `Gemeint ist wohl „=${meant}“.` : `Der Dialog ist hier bei ${quoted(places)}.`,
    );
  return undefined;
}

/** An article is answered in between, or by an end. */
function expectArticle(
  article: string,
  index: number,
  walkers: readonly Walker[],
  { flow, ids, at, problems }: Test,
): Walker[] | undefined {
  checkReference(article, 'articles', ids, at(index), problems);
  if (!ids.articles.has(article)) return undefined;
  const told = walkers.filter(({ digressed, step }) => {
    const end = flow.steps.get(step);
    return digressed || (end?.verb === 'end' && end.end.kind === 'answer' && end.end.article === article);
  });
  if (told.length > 0) return told.map((walker) => ({ ...walker, digressed: false, misses: 0 }));
  problems.error(
    at(index),
    `Der Artikel „${article}“ wird hier nicht gezeigt.`,
    'Schreiben Sie davor die Frage, die er beantwortet, oder löschen Sie den Eintrag.',
  );
  return undefined;
}
