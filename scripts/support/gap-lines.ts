import type { GapCluster } from '../../protocol/workbench.ts';
import type { GapGroup } from '../../server/chat/gaps.ts';

const STATUS = { open: 'offen', taken: 'in Arbeit', done: 'erledigt' } satisfies Record<
  GapCluster['status'],
  string
>;
const KINDS = {
  unanswered: 'ohne Antwort',
  rejected: 'kein Vorschlag passte',
  unhelpful: 'hat nicht geholfen',
  'handed-off': 'danach Wunsch nach einem Menschen',
} satisfies Record<GapCluster['kinds'][number]['kind'], string>;

/** Clusters of gaps for a terminal, each with its number. */
export function gapLines(groups: readonly GapGroup[], cut: boolean): string[] {
  if (groups.length === 0) return ['Keine Lücken in den letzten zwölf Wochen.'];
  return [
    ...groups.flatMap(({ shown }, index) => [
      `${String(index + 1).padStart(3)}  „${shown.question}“`,
      `     ${shown.count === 1 ? '1 Frage' : `${shown.count} Fragen`}, ${statusWords(shown)}; ${shown.kinds.map(({ kind, count }) => `${count} × ${KINDS[kind]}`).join(', ')}`,
      `     ${shown.weeks.map(({ week, count }) => `Woche ab ${week}: ${count}`).join(', ')}`,
      `     ${shown.nearest === undefined ? 'kein Artikel in der Nähe' : `nächster Artikel: ${shown.nearest.id}`}`,
    ]),
    '',
    ...(cut ? ['Es gibt mehr Fragen, als hier ausgewertet werden; gezeigt sind die neuesten.'] : []),
    'Ein Vorschlag für eine davon: npm run gaps -- --diff NUMMER',
  ];
}

function statusWords({ status, agentName }: GapCluster): string {
  return status === 'taken' && agentName !== undefined ? `in Arbeit bei ${agentName}` : STATUS[status];
}
