import type { ConversationEvent } from '../../protocol/conversation.ts';
import { plainText } from '../../protocol/plain-text.ts';
import type { State } from '../state.ts';
import { texts } from '../texts.ts';

/** More new messages than this at once are only counted. */
const SPOKEN = 3;

/**
 * What a screen reader should say about the events after `since`: one clean sentence for each reply, nothing about
 * what the visitor did. Empty if there is nothing to say.
 */
export function announcement(state: State, since: number): string {
  const sentences = state.events.slice(since).flatMap(spoken);
  if (sentences.length === 0) return '';
  if (!state.open) return texts.announce.whileClosed;
  return sentences.length > SPOKEN ? texts.announce.several(sentences.length) : sentences.join(' ');
}

function spoken(event: ConversationEvent): string[] {
  if (event.type === 'agent.message') return [`${event.agentName}: ${event.text}`];
  if (event.type !== 'assistant.message') return [];
  const choices = event.choices.length > 0 ? ` ${texts.announce.choices(event.choices.length)}` : '';
  return [`${texts.assistant}: ${plainText(event.body).replace(/\s+/g, ' ')}${choices}`];
}
