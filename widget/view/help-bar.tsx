import type { VNode } from 'preact';
import type { ConversationStatus } from '../../protocol/conversation.ts';
import type { Session } from '../session.ts';
import { texts } from '../texts.ts';
import { LetterIcon, PersonIcon } from './icons.tsx';

export interface HelpBarProps {
  readonly status: ConversationStatus | undefined;
  readonly session: Session;
  readonly onForm: () => void;
  /** After a press: the button may be gone once the server has answered. */
  readonly onDone: () => void;
}

/** The way to a human, always between what was said and what is being written. */
export function HelpBar({ status, session, onForm, onDone }: HelpBarProps): VNode | null {
  if (status?.owner === 'agent') return null;
  const queued = status?.owner === 'queue';
  const act = (what: () => void) => () => {
    what();
    onDone();
  };
  return (
    <div class={queued ? 'help queued' : 'help'}>
      <div role="status">{queued ? <Place status={status} /> : <Desk status={status} />}</div>
      <div class="ways">
        {queued ? (
          <button type="button" class="plain" onClick={act(session.leaveQueue)}>
            {texts.leaveQueue}
          </button>
        ) : (
          <button type="button" class="plain human" onClick={act(session.callHuman)}>
            <PersonIcon />
            {texts.human}
          </button>
        )}
        <button type="button" class="plain leave" onClick={onForm} title={texts.leaveMessage}>
          <LetterIcon />
          <span>{texts.leaveMessage}</span>
        </button>
      </div>
    </div>
  );
}

function Place({ status }: { status: ConversationStatus }): VNode {
  const { queuePlace: place, queueWait: wait } = status;
  return (
    <>
      <p class="place">
        {place === undefined ? texts.status.queue : place === 1 ? texts.queueNext : texts.queuePlace(place)}
      </p>
      <p>
        {wait && texts.queueWait(wait.fromMinutes, wait.toMinutes)} {texts.queueMeanwhile}
      </p>
    </>
  );
}

function Desk({ status }: { status: ConversationStatus | undefined }): VNode | null {
  const desk = status?.desk;
  if (desk?.notice) return <p lang="de">{desk.notice}</p>;
  return desk && !desk.open && desk.nextOpening ? <p>{texts.backAt(desk.nextOpening)}</p> : null;
}
