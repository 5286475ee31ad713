import type { Choice, EventBody } from '../../protocol/conversation.ts';
import { plainText } from '../../protocol/plain-text.ts';
import type { Input } from '../../server/dialogue/input.ts';
import type { Step } from '../../server/dialogue/output.ts';
import { type DialogueState, startState } from '../../server/dialogue/state.ts';
import { step } from '../../server/dialogue/step.ts';
import type { World } from '../../server/dialogue/world.ts';
import { instantOf } from '../../server/hours/local-time.ts';
import { alwaysOpen } from '../../server/hours/schedule.ts';
import type { Understanding } from '../../server/knowledge/decision.ts';
import { shippedKnowledge } from './knowledge.ts';

/*
 * Transcripts are dialogues that an editor can read, played line by line through the dialogue's step.
 *
 *   Es ist 2026-11-23 10:00.            the clock, Europe/Berlin
 *   Da: 2 | Es warten: 1                the desk
 *   Besucher: Welchen Browser …         what the visitor writes
 *   Besucher drückt: Nichts davon       a button of the last reply
 *   Besucher ruft einen Menschen        the button that is always there
 *   Besucher verlässt die Warteschlange
 *   Mitarbeiterin Jana nimmt an | schreibt: … | beendet | ist weg
 *   Wecker: max-wait | desk-closing | quiet | quiet-end | idle | flow-remind | flow-forget
 *   Bot: … Chrome …                     the next reply; … stands for anything
 *   Bot schweigt
 *   Knöpfe: A | B                       the buttons under the last reply
 */

interface Play {
  state: DialogueState;
  world: World;
  /** Replies not yet looked at. */
  said: string[];
  choices: readonly Choice[];
  command: number;
}

/** Plays a transcript; throws at the first line that does not hold, naming it. */
export function playTranscript(text: string, understanding: Understanding): void {
  const play = begin(understanding);
  for (const [nth, line] of text.split('\n').entries()) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    try {
      playLine(play, trimmed);
    } catch (error) {
      throw new Error(`Zeile ${nth + 1}: ${trimmed}\n${error instanceof Error ? error.message : error}`);
    }
  }
}

function begin(understanding: Understanding): Play {
  const knowledge = shippedKnowledge();
  return {
    state: startState,
    world: {
      now: berlin('2026-11-23', '10:00'),
      hours: knowledge.hours,
      knowledge,
      understanding,
      desk: { available: 1, waiting: 0 },
    },
    said: [],
    choices: [],
    command: 0,
  };
}

const berlin = (date: string, time: string) => {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return instantOf('Europe/Berlin', date, (hour * 60 + minute) * 60_000);
};

type LinePlayer = readonly [RegExp, (play: Play, found: readonly string[]) => void];

const LINES: readonly LinePlayer[] = [
  [/^Es ist (\S+) (\d+:\d+)/, (play, [date = '', time = '']) => setWorld(play, { now: berlin(date, time) })],
  [/^Immer geöffnet/, (play) => setWorld(play, { hours: alwaysOpen(play.world.hours) })],
  [
    /^Da: (\d+)(?: \| Es warten: (\d+))?/,
    (play, [available = '0', waiting = '0']) =>
      setWorld(play, { desk: { available: Number(available), waiting: Number(waiting) } }),
  ],
  [
    /^Besucher: (.*)$/,
    (play, [text = '']) => take(play, { type: 'text', clientId: nextId(play), text, masked: false }),
  ],
  [/^Besucher drückt: (.*)$/, (play, [label = '']) => press(play, label)],
  [/^Besucher ruft einen Menschen/, (play) => take(play, { type: 'call-human', clientId: nextId(play) })],
  [
    /^Besucher verlässt die Warteschlange/,
    (play) => take(play, { type: 'leave-queue', clientId: nextId(play) }),
  ],
  [/^Mitarbeiter(?:in)? (\S+) (.*)$/, (play, [name = '', act = '']) => agentActs(play, name, act)],
  [
    /^Wecker: (max-wait|desk-closing|quiet|quiet-end|idle|flow-remind|flow-forget)$/,
    (play, [kind]) => take(play, { type: 'alarm', kind: kind as 'max-wait' }),
  ],
  [/^Bot schweigt/, (play) => same(play.said, [])],
  [/^Bot: (.*)$/, (play, [pattern = '']) => expectReply(play, pattern)],
  [
    /^Knöpfe: (.*)$/,
    (play, [labels = '']) =>
      same(
        play.choices.map((choice) => choice.label),
        labels.split(' | '),
      ),
  ],
];

function playLine(play: Play, line: string): void {
  for (const [pattern, perform] of LINES) {
    const found = pattern.exec(line);
    if (found !== null) return perform(play, found.slice(1));
  }
  throw new Error('Diese Zeile hat keine bekannte Form.');
}

function setWorld(play: Play, change: Partial<World>): void {
  play.world = { ...play.world, ...change };
}

const nextId = (play: Play) => `command-${++play.command}`;

function press(play: Play, label: string): void {
  const choice = play.choices.find((it) => it.label === label);
  if (choice === undefined)
    throw new Error(`Kein solcher Knopf; es gibt: ${play.choices.map((it) => it.label).join(' | ')}`);
  take(play, { type: 'choice', clientId: nextId(play), id: choice.id, label });
}

function agentActs(play: Play, name: string, act: string): void {
  const agent = { id: name.toLowerCase(), name };
  const written = /^schreibt: (.*)$/.exec(act);
  if (written !== null)
    return take(play, { type: 'agent-text', clientId: nextId(play), agent, text: written[1] ?? '' });
  if (act.startsWith('nimmt an')) return take(play, { type: 'accept', clientId: nextId(play), agent });
  if (act.startsWith('beendet'))
    return take(play, { type: 'agent-close', clientId: nextId(play), agent, reason: 'solved' });
  if (act.startsWith('ist weg')) return take(play, { type: 'agent-lost' });
  throw new Error('Eine Mitarbeiterin nimmt an, schreibt, beendet oder ist weg.');
}

function take(play: Play, input: Input): void {
  if (play.said.length > 0) throw new Error(`Ungelesene Antwort: ${play.said[0]}`);
  const stepped: Step = step(play.state, input, play.world);
  if (stepped.kind === 'refused') throw new Error(`Abgelehnt: ${stepped.code}`);
  play.state = stepped.state;
  for (const output of stepped.outputs) if (output.type === 'event') note(play, output.body);
}

function note(play: Play, body: EventBody): void {
  if (body.type !== 'assistant.message') return;
  play.said.push(plainText(body.body).replaceAll(/\s+/g, ' '));
  play.choices = body.choices;
}

function expectReply(play: Play, pattern: string): void {
  const said = play.said.shift();
  const parts = pattern.split('…').map((part) => part.trim());
  let from = 0;
  for (const part of parts) {
    const at = said?.indexOf(part, from) ?? -1;
    if (at < 0) throw new Error(`Gesagt wurde: ${said ?? 'nichts'}`);
    from = at + part.length;
  }
}

function same(actual: readonly string[], expected: readonly string[]): void {
  if (JSON.stringify(actual) !== JSON.stringify(expected))
    throw new Error(`Es ist: ${actual.join(' | ') || 'nichts'}`);
}
