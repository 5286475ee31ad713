import type { FlowStep } from './flow.ts';
import { isAsking, longestPath, reachable, successors } from './flow-graph.ts';
import { quoted, stepPlace } from './flow-place.ts';
import type { ProblemList } from './problem.ts';
import type { WholeFlow } from './read-flow.ts';

/** More questions than this in a row and visitors give up. */
const MOST_QUESTIONS = 7;

/**
 * Checks a flow as a graph: every step can be reached, from every step an end can, nothing goes round without asking,
 * what cannot be undone is confirmed.
 * @returns whether values can be followed through it: nothing goes round without asking
 */
export function checkShape(read: WholeFlow, problems: ProblemList): boolean {
  reportUnreachable(read, problems);
  reportTraps(read, problems);
  reportUnconfirmed(read, problems);
  warnOfLength(read, problems);
  return reportSilentCycles(read, problems);
}

function reportUnreachable({ flow, yaml }: WholeFlow, problems: ProblemList): void {
  const found = reachable(flow.steps, flow.first);
  for (const id of flow.steps.keys())
    if (!found.has(id))
      problems.error(
        stepPlace(yaml, id),
        `Kein Weg führt vom ersten Schritt „${flow.first}“ zu „${id}“.`,
        'Verweisen Sie mit „next“ darauf oder löschen Sie den Schritt.',
      );
}

/** Steps from which no end can be reached by answering; of those that lead to one another the first is named. */
function reportTraps({ flow, yaml }: WholeFlow, problems: ProblemList): void {
  const { steps } = flow;
  const answered = (id: string) => reachable(steps, id, (_, { by }) => by !== 'otherwise');
  const trapped = new Map(
    [...steps.keys()].flatMap((id): [string, Set<string>][] => {
      const ahead = answered(id);
      return [...ahead].some((other) => steps.get(other)!.verb === 'end') ? [] : [[id, ahead]];
    }),
  );
  const reported = new Set<string>();
  for (const [id, ahead] of trapped) {
    // What leads into a trap is no trap itself: mending the trap mends it.
    const isBottom = [...ahead].every((other) => trapped.get(other)!.has(id));
    if (!isBottom || reported.has(id)) continue;
    for (const other of ahead) reported.add(other);
    problems.error(
      stepPlace(yaml, id),
      `Wer bei ${quoted([...ahead])} ist, kommt durch keine Antwort zu einem Ende.`,
      'Führen Sie mindestens eine Antwort zu einem Schritt, der zu einem „end“ führt.',
    );
  }
}

/** @returns whether there is none */
function reportSilentCycles({ flow, yaml }: WholeFlow, problems: ProblemList): boolean {
  const { steps } = flow;
  const after = new Map([...steps.keys()].map((id) => [id, silentlyAfter(id, steps)]));
  const reported = new Set<string>();
  for (const [id, ahead] of after) {
    const cycle = [...ahead].filter((other) => after.get(other)!.has(id));
    if (cycle.length === 0 || reported.has(id)) continue;
    for (const other of cycle) reported.add(other);
    problems.error(
      stepPlace(yaml, id),
      `${quoted(cycle)} ${cycle.length > 1 ? 'führen im Kreis' : 'führt zu sich selbst'}, ohne dass jemand gefragt wird.`,
      'Setzen Sie eine Frage (ask) in den Kreis oder führen Sie ihn anderswohin.',
    );
  }
  return reported.size === 0;
}

/** The steps that follow a step without asking anybody, itself when it goes round. */
function silentlyAfter(id: string, steps: ReadonlyMap<string, FlowStep>): Set<string> {
  const isSilent = ({ verb }: FlowStep) => verb === 'say' || verb === 'when';
  const next = (from: string) => successors(steps.get(from)!).filter((to) => isSilent(steps.get(to)!));
  const found = new Set(isSilent(steps.get(id)!) ? next(id) : []);
  for (const other of found) for (const to of next(other)) found.add(to);
  return found;
}

/** What cannot be undone may only be reached over the yes of a confirmation that names a consequence. */
function reportUnconfirmed({ flow, yaml }: WholeFlow, problems: ProblemList): void {
  const unconfirmed = reachable(
    flow.steps,
    flow.first,
    (step, { by }) => !(by === 'confirmed' && step.verb === 'confirm' && step.consequences.length > 0),
  );
  for (const id of unconfirmed) {
    const step = flow.steps.get(id)!;
    if (step.verb !== 'end' || step.end.kind !== 'link' || !step.end.irreversible) continue;
    problems.error(
      yaml.place(['steps', id, 'effect']),
      `„${id}“ lässt sich nicht rückgängig machen und ist ohne Bestätigung zu erreichen.`,
      'Setzen Sie auf jeden Weg dorthin einen „confirm“-Schritt, der unter consequences mindestens eine Folge nennt.',
    );
  }
}

function warnOfLength({ flow, yaml }: WholeFlow, problems: ProblemList): void {
  const questions = longestPath(flow, flow.first);
  if (questions <= MOST_QUESTIONS) return;
  const asked = [...flow.steps.values()].filter(isAsking).length;
  problems.warning(
    stepPlace(yaml, flow.first),
    `Der längste Weg durch den Dialog hat ${questions} von ${asked} Fragen; mehr als ${MOST_QUESTIONS} brechen viele ab.`,
    'Lassen Sie Fragen weg, oder führen Sie früher zu einer Antwort oder einem Menschen.',
  );
}
