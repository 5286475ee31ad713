import { expect, it } from 'vitest';
import type { EventBody } from '../../protocol/conversation.ts';
import { reduce } from '../../widget/state.ts';
import { announcement } from '../../widget/view/announcer.ts';
import { after, conversation, owner, page, reply, said } from './samples.ts';

const opened = (...bodies: EventBody[]) => after(page(conversation(...bodies)), { type: 'opened' });

it('says a reply as one sentence with its speaker and how many choices there are', () => {
  const choices = [
    { id: 'topic:app', label: 'App' },
    { id: 'topic:portal', label: 'Portal' },
  ];
  expect(announcement(opened(reply('Womit?', { choices })), 0)).toBe(
    'Digitaler Assistent: Womit? 2 Antwortmöglichkeiten.',
  );
});

it('says what a human wrote, and nothing about what the visitor did', () => {
  const state = opened(said('Hallo'), owner('agent', 'Anna'), {
    type: 'agent.message',
    clientId: 'a',
    text: 'Guten Tag',
    agentName: 'Anna',
  });
  expect(announcement(state, 0)).toBe('Anna: Guten Tag');
  expect(announcement(state, 3)).toBe('');
});

it('only counts when much came at once', () => {
  expect(announcement(opened(reply('a'), reply('b'), reply('c'), reply('d')), 0)).toBe('4 neue Nachrichten.');
});

it('does not read the chat to a page whose visitor has closed it', () => {
  const state = reduce(opened(reply('Vertraulich')), { type: 'closed' });
  expect(announcement(state, 0)).toBe('Neue Nachricht im Chat.');
});
