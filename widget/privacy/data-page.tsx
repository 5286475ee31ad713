import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Session } from '../session.ts';
import { refusal, texts } from '../texts.ts';
import { BackIcon } from '../view/icons.tsx';
import { dataTexts } from './texts.ts';

export interface DataPageProps {
  readonly session: Session;
  /** Hands a file to the visitor. */
  readonly download: (name: string, type: string, content: string) => void;
  readonly onBack: () => void;
  /** The chat was deleted, so that what was being typed for it goes, too. */
  readonly onErased: () => void;
}

/** What is stored about the chat: to take along, to remember on this device, to delete. */
export function DataPage({ session, download, onBack, onErased }: DataPageProps): VNode {
  const words = dataTexts();
  const [said, setSaid] = useState('');
  const [busy, setBusy] = useState(false);
  const [kept, setKept] = useState(session.remembers());
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const take = async (form: 'txt' | 'json') => {
    setBusy(true);
    const answer = await session.exportData();
    setBusy(false);
    if (!answer.ok) return setSaid(refusal(answer.error));
    setSaid('');
    const name = `${words.file}-${answer.file.exportedAt.slice(0, 10)}.${form}`;
    if (form === 'txt') download(name, 'text/plain', answer.text);
    else download(name, 'application/json', JSON.stringify(answer.file, undefined, 2));
  };
  const erase = async () => {
    setBusy(true);
    const answer = await session.erase();
    setBusy(false);
    if (answer.ok) onErased();
    const held = !answer.ok && answer.error.field === 'hold';
    setSaid(answer.ok ? words.erased : held ? words.held : refusal(answer.error));
  };
  return (
    <div class="page data">
      <button type="button" class="link back" onClick={onBack}>
        <BackIcon />
        {texts.back}
      </button>
      <h3 ref={heading} tabIndex={-1}>
        {words.title}
      </h3>
      <p role="status">{said}</p>
      {said !== words.erased && (
        <>
          <p>{words.takeWhy}</p>
          <div class="answers">
            <button type="button" class="plain" disabled={busy} onClick={() => void take('txt')}>
              {words.asText}
            </button>
            <button type="button" class="plain" disabled={busy} onClick={() => void take('json')}>
              {words.asJson}
            </button>
          </div>
          <div class="card">
            <label>
              <input
                type="checkbox"
                checked={kept}
                aria-describedby="remember-why"
                onChange={({ currentTarget: { checked } }) => {
                  session.remember(checked);
                  setKept(checked);
                }}
              />{' '}
              {words.remember}
            </label>
            <p id="remember-why" class="soft">
              {words.rememberWhy}
            </p>
          </div>
          <Erasing busy={busy} days={session.state().status?.keptDays} onErase={() => void erase()} />
        </>
      )}
    </div>
  );
}

type ErasingProps = { busy: boolean; days: number | undefined; onErase: () => void };

/** Asked for once more, with what goes; the harmless answer has the focus. */
function Erasing({ busy, days, onErase }: ErasingProps): VNode {
  const words = dataTexts();
  const [asking, setAsking] = useState(false);
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => cancel.current?.focus(), [asking]);
  if (!asking)
    return (
      <div class="card">
        <p>{words.eraseWhy(days)}</p>
        <button type="button" class="plain" onClick={() => setAsking(true)}>
          {words.erase}
        </button>
      </div>
    );
  return (
    <div class="card" role="alertdialog" aria-labelledby="erase" aria-describedby="erase-why">
      <strong id="erase">{words.ask}</strong>
      <p id="erase-why">{words.gone}</p>
      <div class="answers">
        <button ref={cancel} type="button" class="plain" onClick={() => setAsking(false)}>
          {words.cancel}
        </button>
        <button type="button" class="strong" disabled={busy} onClick={onErase}>
          {words.confirm}
        </button>
      </div>
    </div>
  );
}
