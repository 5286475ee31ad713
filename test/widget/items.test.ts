import { describe, expect, it } from 'vitest';
import type { EventBody } from '../../protocol/conversation.ts';
import { type Item, items } from '../../widget/items.ts';
import { type Input, reduce } from '../../widget/state.ts';
import { after, conversation, owner, page, reply, said, send, status } from './samples.ts';

const choices = [
  { id: 'topic:app', label: 'App' },
  { id: 'topic:portal', label: 'Portal' },
];
const article = { ref: 'article:browser', revision: 'r1', title: 'Welcher Browser?' };
const kinds = (list: Item[]) => list.map((item) => item.kind);
const only = <K extends Item['kind']>(list: Item[], kind: K) =>
  list.filter((item): item is Extract<Item, { kind: K }> => item.kind === kind);

describe('the list of what was said', () => {
  it('keeps the key of a message from sending to storing, so that its node stays', () => {
    const sent = after(page([]), { type: 'commanded', command: send('Hallo') });
    const stored = reduce(sent, { type: 'added', event: { ...said('Hallo'), seq: 1, at: 0 } });
    expect(items(sent)[0]?.key).toBe('id-Hallo');
    expect(items(stored)[0]?.key).toBe('id-Hallo');
    expect(kinds(items(stored))).toEqual(['own']);
  });

  it('tells what was covered in words to a person from what nobody can look at', () => {
    const covered = (text: string) => ({ ...said(text), masked: true });
    const events = conversation(
      covered('vorher'),
      owner('agent'),
      said('offen'),
      covered('im Chat'),
      owner('assistant'),
    );
    const list = only(items(after(page(events))), 'own');
    expect(list.map(({ masked }) => masked)).toEqual([true, false, 'live']);
  });

  it('lets only the newest choices be pressed', () => {
    const events = conversation(reply('Womit?', { choices }), said('App'), reply('Was genau?', { choices }));
    expect(only(items(after(page(events))), 'reply').map((item) => item.active)).toEqual([false, true]);
  });

  it('keeps the newest choices open after one was pressed, for those who meant the other', () => {
    const pressed = { ...said('App'), choice: 'topic:app' } as const;
    const events = conversation(reply('Meinten Sie?', { choices }), pressed, reply('So geht es.'));
    const [asked] = only(items(after(page(events))), 'reply');
    expect(asked).toMatchObject({ active: true, chosen: ['topic:app'] });
  });

  it('closes the choices of a guided dialogue when one was pressed', () => {
    const steps = [
      { id: 'answer:frage:ja', label: 'Ja' },
      { id: 'go:cancel', label: 'Abbrechen' },
    ];
    const pressed = { ...said('Ja'), choice: 'answer:frage:ja' } as const;
    const events = conversation(reply('Sicher?', { choices: steps }), pressed, reply('Gut.'));
    expect(only(items(after(page(events))), 'reply')[0]).toMatchObject({ active: false });
  });

  it('closes all choices while a human has the chat', () => {
    const events = conversation(reply('Womit?', { choices }), owner('agent', 'Anna'));
    const state = after(page(events, 0, { status: { ...status, owner: 'agent' } } as Partial<Input>));
    expect(only(items(state), 'reply')[0]?.active).toBe(false);
  });

  it('asks for help only under answers, and shows the last word on them', () => {
    const events = conversation(
      reply('Guten Tag'),
      reply('Mit Chrome.', { source: article }),
      { type: 'answer.rated', clientId: 'c1', answer: 2, helpful: true },
      { type: 'answer.rated', clientId: 'c2', answer: 2, helpful: false },
    );
    const state = after(page(events));
    expect(only(items(state), 'reply')).toMatchObject([
      { answer: false, heading: undefined },
      { answer: true, heading: 'Welcher Browser?', helpful: false },
    ]);
    const undone = reduce(state, {
      type: 'commanded',
      command: { name: 'answer:rate', request: { clientId: 'c3', answer: 2, helpful: null } },
    });
    expect(only(items(undone), 'reply')[1]?.helpful).toBeNull();
  });

  it('says in a guided dialogue how far it is', () => {
    const flow = { id: 'konto-kuendigen', title: 'Konto kündigen', progress: 'Schritt 1 von 3' };
    const events = conversation(reply('Sind Sie sicher?', { flow, choices }));
    const [asked] = only(items(after(page(events))), 'reply');
    expect(asked).toMatchObject({ heading: 'Konto kündigen · Schritt 1 von 3', answer: false });
  });

  it('takes the buttons of a guided dialogue away once it has gone on, whichever way', () => {
    const flow = { id: 'konto-kuendigen', title: 'Konto kündigen', progress: 'Schritt 1 von 3' };
    const asked = reply('Sind Sie sicher?', { flow, choices: [{ id: 'answer:sicher:ja', label: 'Ja' }] });
    const isActive = (...later: EventBody[]) =>
      only(items(after(page(conversation(asked, ...later)))), 'reply')[0]?.active;
    expect(isActive()).toBe(true);
    expect(isActive(said('abbrechen'))).toBe(false);
    expect(isActive(reply('Sind Sie noch da?'))).toBe(false);
  });

  it('offers in a chat with an agent no button but the one that keeps it, until something is written', () => {
    const stay = reply('Sind Sie noch da?', { choices: [{ id: 'stay', label: 'Ja, ich bin noch da' }] });
    const inChat = { ...status, owner: 'agent' as const };
    const isActive = (...events: EventBody[]) =>
      only(items(after(page(conversation(...events), 0, { status: inChat }))), 'reply').at(-1)?.active;
    expect(isActive(stay)).toBe(true);
    expect(isActive(stay, said('Ja'))).toBe(false);
    expect(isActive(reply('Themen', { choices }))).toBe(false);
  });

  it('dates an answer, and nothing else', () => {
    const source = {
      ref: 'article:browser',
      revision: 'r1',
      title: 'Welcher Browser?',
      updated: '2026-11-22',
    };
    const shown = only(items(after(page(conversation(reply('a', { source }), reply('b'))))), 'reply');
    expect(shown.map(({ updated }) => updated)).toEqual(['2026-11-22', undefined]);
  });

  it('asks how it was after the newest chat with a human, once', () => {
    const events = conversation(
      owner('queue'),
      owner('agent', 'Anna'),
      owner('assistant'),
      owner('queue'),
      owner('agent', 'Jan'),
      owner('assistant'),
    );
    const state = after(page(events));
    expect(only(items(state), 'rating')).toMatchObject([{ name: 'Jan', stars: undefined }]);
    const rated = reduce(state, {
      type: 'added',
      event: { type: 'chat.rated', clientId: 'c', stars: 4, seq: 7, at: 0 },
    });
    expect(only(items(rated), 'rating')).toMatchObject([{ stars: 4 }]);
  });

  it('does not ask who has only left the queue', () => {
    expect(only(items(after(page(conversation(owner('queue'), owner('assistant'))))), 'rating')).toEqual([]);
  });

  it('does not ask when the agent was only lost', () => {
    const events = conversation(owner('queue'), owner('agent', 'Anna'), owner('queue'));
    expect(only(items(after(page(events))), 'rating')).toEqual([]);
    expect(only(items(after(page(events))), 'owner').at(-1)).toMatchObject({ before: 'agent', name: 'Anna' });
  });

  it('puts messages of one speaker together, until another speaks or time passes', () => {
    const events = conversation(reply('a'), reply('b'), said('c'), reply('d'));
    const late = { ...events[3]!, seq: 5, at: events[3]!.at + 10 * 60_000, clientId: 'x' };
    const state = after(page([...events, late]));
    expect(only(items(state), 'reply').map((item) => item.follows)).toEqual([false, true, false, false]);
  });

  it('names the day where it changes', () => {
    const [first, second] = conversation(reply('a'), reply('b'));
    const state = after(page([first!, { ...second!, at: first!.at + 24 * 60 * 60_000 }]));
    expect(kinds(items(state))).toEqual(['reply', 'day', 'reply']);
  });

  it('shows a form that could not be sent, not one on its way', () => {
    const sent = after({
      type: 'commanded',
      command: { name: 'request:submit', request: { clientId: 'f1', text: 'Bitte', phone: '089 1234567' } },
    });
    expect(items(sent)).toEqual([]);
    const refused = reduce(sent, {
      type: 'refused',
      id: 'f1',
      error: { code: 'bad-request', ref: '', field: 'phone' },
    });
    expect(kinds(items(refused))).toEqual(['unfiled']);
  });
});
