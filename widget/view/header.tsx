import type { VNode } from 'preact';
import type { State } from '../state.ts';
import { texts } from '../texts.ts';
import { AssistantIcon, CloseIcon, PersonIcon } from './icons.tsx';

export interface HeaderProps {
  readonly state: State;
  readonly title: string;
  readonly onEnd: () => void;
  readonly onClose: () => void;
}

/** Who speaks, how things stand, and the ways out. */
export function Header({ state, title, onEnd, onClose }: HeaderProps): VNode {
  const { status } = state;
  const agent = status?.owner === 'agent';
  return (
    <div class="header">
      <span class="mark">{agent ? <PersonIcon /> : <AssistantIcon />}</span>
      <div class="who">
        <h2 id="title">{agent ? (status.agentName ?? texts.someone) : title}</h2>
        <p>{statusLine(state)}</p>
      </div>
      {state.events.length > 0 && !status?.closed && (
        <button type="button" class="icon end" aria-label={texts.end} onClick={onEnd}>
          {texts.endShort}
        </button>
      )}
      <button type="button" class="icon" aria-label={texts.close} title={texts.close} onClick={onClose}>
        <CloseIcon />
      </button>
    </div>
  );
}

function statusLine({ status }: State): string {
  if (status === undefined) return texts.status.connecting;
  if (status.closed) return texts.status.closed;
  return texts.status[status.owner];
}
