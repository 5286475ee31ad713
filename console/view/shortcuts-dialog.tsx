import { useState } from 'preact/hooks';
import { SHORTCUT_LETTERS, type Shortcut } from '../shortcuts.ts';
import { texts } from '../texts.ts';
import { useWorld } from './context.tsx';
import { KeyboardIcon } from './icons.tsx';
import { useShortcut } from './keys.tsx';
import { Button, Dialog } from './parts.tsx';

/** The overview of all keys, behind a button and `?`. */
export function ShortcutsHelp() {
  const [open, setOpen] = useState(false);
  useShortcut('help', () => setOpen(true));
  return (
    <>
      <Button
        class="quiet icon-only"
        aria-label={texts.top.help}
        title={texts.top.help}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <KeyboardIcon />
      </Button>
      {open && <ShortcutsDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { settings } = useWorld();
  const { shortcuts } = texts;
  const { keys } = shortcuts;
  return (
    <Dialog title={shortcuts.title} onClose={onClose}>
      <p class="lead">{settings.shortcuts ? shortcuts.lead : shortcuts.off}</p>
      <dl class="keys">
        <Keys of={['?']} does={shortcuts.of.help} />
        {Object.entries(SHORTCUT_LETTERS).map(([shortcut, letter]) => (
          <Keys key={shortcut} of={[keys.alt, letter]} does={shortcuts.of[shortcut as Shortcut]} />
        ))}
        <Keys of={[keys.enter]} does={shortcuts.send} />
        <Keys of={[keys.newline]} does={shortcuts.newline} />
        <Keys of={[keys.escape]} does={shortcuts.escape} />
      </dl>
      <div class="dialog-buttons">
        <Button class="primary" onClick={onClose}>
          {shortcuts.close}
        </Button>
      </div>
    </Dialog>
  );
}

function Keys({ of, does }: { of: readonly string[]; does: string }) {
  return (
    <div>
      <dt>
        {of.map((key, index) => (
          <>
            {index > 0 && ' + '}
            <kbd>{key}</kbd>
          </>
        ))}
      </dt>
      <dd>{does}</dd>
    </div>
  );
}
