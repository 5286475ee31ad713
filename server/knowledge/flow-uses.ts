import type { Flow } from './flow.ts';
import type { Facts } from './flow-facts.ts';
import { isAsking } from './flow-graph.ts';
import { isDay, UNSET } from './flow-values.ts';
import type { ProblemList } from './problem.ts';
import type { WholeFlow } from './read-flow.ts';

/** Checks that every answer that a text or a condition needs was given on every way to it. */
export function checkUses({ flow, uses }: WholeFlow, facts: Facts, problems: ProblemList): void {
  for (const { step, slot, part, place, isShown } of uses) {
    const values = facts.at.get(step)?.get(slot);
    if (!values) continue;
    if (values.has(UNSET))
      problems.error(
        place,
        `„${slot}“ ist hier nicht immer beantwortet, zum Beispiel nicht auf dem Weg ${wayTo(step, slot, flow, facts)}.`,
        'Fragen Sie auf jedem Weg hierher danach, oder verzichten Sie hier darauf.',
      );
    else if (isShown && part !== undefined && ![...values].every(isDay))
      problems.error(
        place,
        `„${slot}“ ist hier nicht immer ein Tag, sondern manchmal eine Auswahl; dann gibt es „${slot}.${part}“ nicht.`,
        'Führen Sie die Auswahl zu einem eigenen Schritt.',
      );
  }
}

/** A shortest way to a step on which a slot is not asked: its questions, and the step. */
function wayTo(step: string, slot: string, { steps }: Flow, { unsetFrom }: Facts): string {
  const way = [step];
  const seen = new Set(way);
  let at = unsetFrom.get(`${step} ${slot}`);
  while (at !== undefined && !seen.has(at)) {
    seen.add(at);
    if (isAsking(steps.get(at)!)) way.unshift(at);
    at = unsetFrom.get(`${at} ${slot}`);
  }
  return way.join(' → ');
}
