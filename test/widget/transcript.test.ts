import { describe, expect, it } from 'vitest';
import { transcript, transcriptText } from '../../widget/extra/transcript.ts';
import { after, conversation, owner, page, reply, said, send } from './samples.ts';

const article = reply('', {
  body: [
    {
      type: 'paragraph',
      children: [
        { type: 'text', text: 'Siehe ' },
        { type: 'link', href: 'https://beispiel.de/hilfe', children: [{ type: 'text', text: 'Hilfe' }] },
        { type: 'text', text: ' oder ' },
        { type: 'link', href: 'tel:+49894711', children: [{ type: 'text', text: '089 4711' }] },
      ],
    },
    {
      type: 'list',
      ordered: true,
      items: [[{ type: 'text', text: 'Öffnen' }], [{ type: 'text', text: 'Lesen' }]],
    },
  ],
  source: { ref: 'article:browser', revision: 'r1', title: 'Welcher Browser?', updated: '2026-11-22' },
  choices: [{ id: 'human', label: 'Mensch' }],
});

describe('29: the written chat', () => {
  const agentSays = { type: 'agent.message', clientId: 'a1', text: 'Guten Tag', agentName: 'Anna' } as const;
  const state = after(page(conversation(said('Hallo'), article, owner('agent', 'Anna'), agentSays)), {
    type: 'commanded',
    command: send('Noch nicht fort'),
  });

  it('names speaker and time of every message, and what happened between them', () => {
    const entries = transcript(state);
    expect(entries.map(({ by }) => by)).toEqual([
      undefined,
      'Sie',
      'Digitaler Assistent',
      undefined,
      'Anna',
      'Sie',
    ]);
    for (const { by, time, text } of entries)
      if (by !== undefined && !text.startsWith('Noch nicht')) expect(time).toMatch(/^\d\d:\d\d$/);
  });

  it('keeps what the form of an answer says: its source and date, lists, links and buttons', () => {
    expect(transcript(state)[2]?.text).toBe(
      'Welcher Browser?\nSiehe Hilfe (https://beispiel.de/hilfe) oder 089 4711\n1. Öffnen\n2. Lesen\nStand: 22. November 2026\n[Mensch]',
    );
  });

  it('is a text with a title, the day and line ends that every editor reads', () => {
    const text = transcriptText(state, 'Hilfe');
    expect(text).toMatch(/^Chatverlauf – Hilfe\r\n\r\nMontag, 23\. November\r\n/);
    expect(text).toMatch(/\r\n\d\d:\d\d {2}Anna: Guten Tag\r\n/);
    expect(text).toMatch(/\r\n\d\d:\d\d {2}– Anna ist jetzt im Chat –\r\n/);
    expect(text).toContain('Noch nicht fort (Nicht gesendet.)');
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
  });
});
