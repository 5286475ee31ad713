import { addDays, instantOf } from '../hours/local-time.ts';
import { approve } from './approve.ts';
import type { Notice } from './knowledge.ts';
import { textPlace } from './parts.ts';
import type { ProblemList } from './problem.ts';
import { NoticesFile } from './schema.ts';
import { validate } from './validate.ts';
import type { Yaml } from './yaml-file.ts';

/** A banner of more characters pushes the conversation out of small windows. */
const LONGEST = 280;

type Entry = ReturnType<typeof NoticesFile.parse>[number];

/**
 * `notices.yaml`, which may be empty. Times are by the clock of `zone`; a day as `valid_to` counts to its end.
 * Without `zone` the hours are broken, which is reported elsewhere.
 */
export function readNotices(
  yaml: Yaml,
  zone: string | undefined,
  today: string | undefined,
  problems: ProblemList,
): Notice[] {
  if (yaml.value === null || zone === undefined) return [];
  const entries = validate(yaml, NoticesFile, problems) ?? [];
  return entries.map((entry, index): Notice => {
    const { id, level } = entry;
    const { body } = approve(`notice:${id}`, entry.text, textPlace(yaml, [index, 'text']), problems);
    const term = termOf(entry, zone);
    checkEntry(entry, index, entries, yaml, problems);
    checkTerm(term, index, today === undefined ? undefined : instantOf(zone, today, 0), yaml, problems);
    return { id, level, body, ...term };
  });
}

/** The notices that hold at an instant (UTC ms), warnings first. */
export function noticesAt(notices: readonly Notice[], now: number): Notice[] {
  const inForce = notices.filter(
    ({ from, until }) => (from === undefined || from <= now) && (until === undefined || now < until),
  );
  return inForce.toSorted((one, other) => rank(one) - rank(other));
}

const rank = ({ level }: Notice) => (level === 'warning' ? 0 : 1);

interface Term {
  readonly from?: number;
  readonly until?: number;
}

function termOf({ valid_from, valid_to }: Entry, zone: string): Term {
  return {
    ...(valid_from !== undefined && { from: instantOfMoment(valid_from, zone, 0) }),
    ...(valid_to !== undefined && { until: instantOfMoment(valid_to, zone, 1) }),
  };
}

/** The instant of a moment; a day without a time is the midnight at its beginning or, with `day` 1, at its end. */
function instantOfMoment(moment: string, zone: string, day: 0 | 1): number {
  const [date = '', time] = moment.split(' ');
  if (time === undefined) return instantOf(zone, addDays(date, day), 0);
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return instantOf(zone, date, (hour * 60 + minute) * 60_000);
}

function checkEntry(
  { id, text }: Entry,
  index: number,
  entries: readonly Entry[],
  yaml: Yaml,
  problems: ProblemList,
): void {
  if (entries.findIndex((other) => other.id === id) < index)
    problems.error(
      yaml.place([index, 'id']),
      `Den Hinweis „${id}“ gibt es zweimal.`,
      'Geben Sie einem einen anderen Namen.',
    );
  if (text.trim().length > LONGEST)
    problems.warning(
      yaml.place([index, 'text']),
      `Der Hinweis hat ${text.trim().length} Zeichen und verdeckt in kleinen Fenstern den Chat.`,
      `Kürzen Sie ihn auf höchstens ${LONGEST} Zeichen; Einzelheiten gehören in einen Artikel.`,
    );
}

function checkTerm(
  { from, until }: Term,
  index: number,
  now: number | undefined,
  yaml: Yaml,
  problems: ProblemList,
): void {
  if (from !== undefined && until !== undefined && until <= from)
    problems.error(
      yaml.place([index, 'valid_to']),
      'Der Hinweis endet, bevor er beginnt.',
      'Vertauschen Sie valid_from und valid_to.',
    );
  else if (until !== undefined && now !== undefined && until <= now)
    problems.warning(
      yaml.place([index, 'valid_to']),
      'Dieser Hinweis ist abgelaufen und wird nicht mehr gezeigt.',
      'Löschen Sie den Eintrag oder verlängern Sie ihn.',
    );
}
