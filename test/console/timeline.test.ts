import { describe, expect, it } from 'vitest';
import { articlesShown, timeline as timelineFor } from '../../console/timeline.ts';
import type { EventBody } from '../../protocol/conversation.ts';
import { agentSays, event, says, TEN } from './samples.ts';

const DAY = 24 * 60 * 60_000;
/** As the agent `a1` reads it. */
const timeline = (events: Parameters<typeof timelineFor>[0]) => timelineFor(events, 'a1');

function answer(seq: number, ref: string, title?: string) {
  const body: EventBody = {
    type: 'assistant.message',
    body: [{ type: 'paragraph', children: [{ type: 'text', text: 'So geht es.' }] }],
    source: { ref, revision: 'r1', ...(title === undefined ? {} : { title }) },
    choices: [{ id: 'none', label: 'Nichts davon' }],
  };
  return event(seq, body);
}
const rated = (seq: number, answer: number, helpful: boolean | null) =>
  event(seq, { type: 'answer.rated', clientId: `rate-${seq}`, answer, helpful });
const owner = (seq: number, to: 'assistant' | 'queue' | 'agent', reason: string, agentName?: string) =>
  event(seq, { type: 'owner.changed', owner: to, reason, ...(agentName === undefined ? {} : { agentName }) });
const notes = (...events: Parameters<typeof timeline>[0]) =>
  timeline(events).flatMap((entry) => (entry.kind === 'note' ? [entry.text] : []));

describe('what an agent reads', () => {
  it('knows what was said to a person from what was said before and after', () => {
    const entries = timeline([
      says(1),
      owner(2, 'queue', 'wish'),
      says(3),
      owner(4, 'agent', 'accepted', 'Anna'),
      says(5),
      owner(6, 'assistant', 'agent-closed', 'Anna'),
      says(7),
    ]);
    const live = entries.flatMap((entry) => (entry.kind === 'visitor' ? [entry.live] : []));
    expect(live).toEqual([false, false, true, false]);
  });

  it('begins each day with its name, by the desk’s calendar', () => {
    const late = says(1);
    const next = { ...says(2), at: TEN + DAY };
    expect(timeline([late, next]).map(({ kind }) => kind)).toEqual(['day', 'visitor', 'day', 'visitor']);
    expect(timeline([late])[0]).toMatchObject({ text: 'Montag, 23. November 2026' });
  });

  it('shows which article an answer comes from, and none for the assistant’s own sentences', () => {
    const [, article, own] = timeline([
      answer(1, 'article:browser', 'Welcher Browser?'),
      answer(2, 'text:greeting'),
    ]);
    expect(article).toMatchObject({ article: 'Welcher Browser?', choices: ['Nichts davon'] });
    expect(own).not.toHaveProperty('article');
  });

  it('shows the last rating at the answer that it rates, and none that was taken back', () => {
    const events = [answer(1, 'article:a'), rated(2, 1, true), rated(3, 1, false)];
    expect(timeline(events)).toHaveLength(2);
    expect(timeline(events)[1]).toMatchObject({ helpful: false });
    expect(timeline([...events, rated(4, 1, null)])[1]).not.toHaveProperty('helpful');
  });

  it('says who took over, who is gone and how it ended', () => {
    expect(
      notes(
        owner(1, 'queue', 'button'),
        owner(2, 'agent', 'accepted', 'Herr Roth'),
        owner(3, 'queue', 'agent-lost'),
        owner(4, 'agent', 'accepted', 'Frau Klein'),
        owner(5, 'assistant', 'agent-closed', 'Frau Klein'),
        event(6, { type: 'chat.rated', clientId: 'rate-6', stars: 4 }),
        event(7, { type: 'request.filed', clientId: 'file-7', reference: 'AB12', answerBy: 'Dienstag' }),
        event(8, { type: 'conversation.closed', reason: 'idle' }),
        owner(9, 'agent', 'transferred', 'Herr Roth'),
        owner(10, 'queue', 'requeued', 'Herr Roth'),
        owner(11, 'assistant', 'returned', 'Herr Roth'),
        owner(12, 'assistant', 'visitor-quiet', 'Herr Roth'),
        event(13, { type: 'conversation.closed', reason: 'misuse' }),
      ),
    ).toEqual([
      'Besucher wartet auf einen Menschen',
      'Herr Roth hat den Chat übernommen',
      'Verbindung zur Beratung verloren – Besucher wartet wieder',
      'Frau Klein hat den Chat übernommen',
      'Frau Klein hat den Chat beendet, der Assistent ist wieder zuständig',
      'Besucher bewertet den Chat mit 4 von 5 Sternen',
      'Nachricht hinterlassen · Vorgang AB12 · Antwort bis Dienstag',
      'Gespräch nach 24 Stunden ohne Nachricht beendet',
      'Chat weitergegeben, zuständig ist jetzt Herr Roth',
      'Herr Roth hat den Chat zurück in die Warteschlange gegeben',
      'Herr Roth hat den Chat an den Assistenten zurückgegeben',
      'Besucher hat nicht mehr geantwortet, der Assistent ist wieder zuständig',
      'Gespräch wegen Missbrauchs beendet',
    ]);
  });

  it('has a sentence for reasons that it does not know yet', () => {
    expect(notes(owner(1, 'assistant', 'something-new'))).toEqual(['Der Assistent ist zuständig']);
  });

  it('passes over events that only a newer server knows', () => {
    const unknown = { type: 'something.new', seq: 1, at: TEN } as unknown as Parameters<
      typeof timeline
    >[0][0];
    expect(timeline([unknown!, says(2)]).map(({ kind }) => kind)).toEqual(['day', 'visitor']);
  });

  it('marks pressed buttons, masked words and who wrote', () => {
    const pressed = event(1, {
      type: 'visitor.message',
      clientId: 'v1',
      text: 'Registrierung',
      masked: true,
      choice: 'topic:registrierung',
    });
    const [, visitor, agent] = timeline([pressed, agentSays(2, 'm1')]);
    expect(visitor).toMatchObject({ kind: 'visitor', pressed: true, masked: true });
    expect(agent).toMatchObject({ kind: 'agent', name: 'Frau Klein', own: true });
  });

  it('lists each shown article once', () => {
    const events = [
      answer(1, 'article:a', 'A'),
      answer(2, 'text:x'),
      answer(3, 'article:b', 'B'),
      answer(4, 'article:a', 'A'),
    ];
    expect(articlesShown(events)).toEqual(['A', 'B']);
  });
});
