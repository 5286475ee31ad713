import { useState } from 'preact/hooks';
import { sentence } from '../refusals.ts';
import { privacyTexts } from '../texts/privacy.ts';
import { useWorld } from './context.tsx';
import { Button, Problem } from './parts.tsx';

type RevealProps = { conversation: string; seq: number };

/** What stands under the masks of a message in an own chat, on wish. It is kept by nothing but this view. */
export function Reveal({ conversation, seq }: RevealProps) {
  const { desk } = useWorld();
  const { reveal } = privacyTexts;
  const [shown, setShown] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const show = async () => {
    setBusy(true);
    const answer = await desk.ask('message:reveal', { conversation, seq });
    setBusy(false);
    if (answer.ok) setShown(answer.text);
    else setProblem(answer.error.code === 'not-found' ? reveal.gone : sentence(answer.error));
  };
  if (problem !== undefined) return <Problem text={problem} />;
  return (
    <div class="reveal">
      {shown !== undefined && <div class="bubble typed">{shown}</div>}
      <Button
        class="small"
        busy={busy}
        busyLabel={reveal.showing}
        onClick={() => (shown === undefined ? void show() : setShown(undefined))}
      >
        {shown === undefined ? reveal.show : reveal.hide}
      </Button>
      <p class="aside">{reveal.hint}</p>
    </div>
  );
}
