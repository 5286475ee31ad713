import type { VNode } from 'preact';
import type { State } from '../state.ts';
import { texts } from '../texts.ts';
import { AssistantIcon, CloseIcon, MoreIcon, PersonIcon } from './icons.tsx';

export interface HeaderProps {
  readonly state: State;
  readonly title: string;
  /** The menu is shown. */
  readonly more: boolean;
  readonly onMore: () => void;
  readonly onClose: () => void;
}

/** Who speaks, how things stand, and the ways out. */
export function Header({ state, title, more, onMore, onClose }: HeaderProps): VNode {
  const { status } = state;
  const agent = status?.owner === 'agent';
  return (
    <div class="header">
      <span class="mark">{agent ? <PersonIcon /> : <AssistantIcon />}</span>
      <div class="who">
        <h2 id="title">{agent ? (status.agentName ?? texts.someone) : title}</h2>
        <p>{statusLine(state)}</p>
      </div>
      <button
        type="button"
        id="more"
        class="icon"
        aria-label={texts.more}
        title={texts.more}
        aria-expanded={more}
        // The press that closes the menu must not close it before by taking the focus out of it.
        onMouseDown={(event) => more && event.preventDefault()}
        onClick={onMore}
      >
        <MoreIcon />
      </button>
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
