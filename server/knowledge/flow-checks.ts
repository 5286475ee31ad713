import { nearest } from './did-you-mean.ts';
import type { FlowRules, FlowStep } from './flow.ts';
import { checkChoices } from './flow-choices.ts';
import { factsOf } from './flow-facts.ts';
import { edgesOf } from './flow-graph.ts';
import { edgePlace } from './flow-place.ts';
import { checkShape } from './flow-shape.ts';
import { checkTests } from './flow-tests.ts';
import { checkUses } from './flow-uses.ts';
import { checkRules } from './flow-when.ts';
import type { ProblemList } from './problem.ts';
import type { ReadFlow } from './read-flow.ts';
import { checkReference, type KnownIds } from './references.ts';

/** What a flow is checked against. */
export interface FlowSurroundings {
  readonly ids: KnownIds;
  /** Articles with a `valid_from` or `valid_to`, which may be gone when a flow needs them. */
  readonly passing: ReadonlySet<string>;
  /** Absent when they have an error of their own. */
  readonly rules: FlowRules | undefined;
  /** Calendar date by which `review_by` is judged, if it is. */
  readonly today: string | undefined;
}

/**
 * Proves that a flow cannot leave a visitor stuck. What presupposes something that is already broken is left out, so
 * that one mistake is one problem.
 */
export function checkFlow(read: ReadFlow, surroundings: FlowSurroundings, problems: ProblemList): void {
  const { flow } = read;
  const isLinked = checkTargets(read, surroundings, problems);
  checkChoices(read, surroundings.rules, problems);
  warnOfReview(read, surroundings.today, problems);
  if (!flow || !isLinked || !checkShape({ ...read, flow }, problems)) return;
  const facts = factsOf(flow);
  checkRules({ ...read, flow }, facts, problems);
  checkUses({ ...read, flow }, facts, problems);
  if (surroundings.rules)
    checkTests({ ...read, flow }, facts, surroundings.rules, surroundings.ids, problems);
}

/** Whether everything that steps lead to exists. */
function checkTargets(
  { steps, yaml }: ReadFlow,
  { ids, passing }: FlowSurroundings,
  problems: ProblemList,
): boolean {
  let isLinked = true;
  for (const [id, step] of steps) {
    if (!step) continue;
    for (const edge of edgesOf(step)) {
      if (steps.has(edge.to)) continue;
      isLinked = false;
      const meant = nearest(edge.to, steps.keys());
      problems.error(
        edgePlace(yaml, id, edge),
        `Einen Schritt „${edge.to}“ gibt es nicht.`,
        meant ? `Gemeint ist wohl „${meant}“.` : `Möglich sind: ${[...steps.keys()].join(', ')}.`,
      );
    }
    const article = articleOf(step);
    if (!article) continue;
    const place = yaml.place(['steps', id, ...article.path]);
    checkReference(article.id, 'articles', ids, place, problems);
    if (passing.has(article.id))
      problems.error(
        place,
        `Der Artikel „${article.id}“ gilt nur für eine Zeit (valid_from, valid_to); danach hätte der Dialog hier keine Antwort.`,
        'Nennen Sie einen Artikel, der immer gilt, oder schreiben Sie die Antwort mit „say“.',
      );
  }
  return isLinked;
}

function articleOf(step: FlowStep): { readonly id: string; readonly path: readonly string[] } | undefined {
  if (step.verb !== 'end') return undefined;
  const { end } = step;
  if (end.kind === 'answer' && end.article !== undefined) return { id: end.article, path: ['faq'] };
  if (end.kind === 'handoff' && end.closed.article !== undefined)
    return { id: end.closed.article, path: ['closed', 'faq'] };
  return undefined;
}

function warnOfReview({ head, yaml }: ReadFlow, today: string | undefined, problems: ProblemList): void {
  if (today === undefined || head?.review_by === undefined || head.review_by >= today) return;
  problems.warning(
    yaml.place(['review_by']),
    `Die Prüfung dieses Dialogs war bis ${head.review_by} fällig.`,
    'Lesen Sie ihn durch und setzen Sie review_by neu.',
  );
}
