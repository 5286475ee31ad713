import { useState } from 'preact/hooks';
import type { Theme } from '../settings.ts';
import { texts } from '../texts.ts';
import { useWorld } from './context.tsx';
import { GearIcon } from './icons.tsx';
import { Button, Dialog } from './parts.tsx';
import { PasswordForm } from './password-form.tsx';

/** How this browser's console looks and calls, and the own password. */
export function SettingsButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        class="quiet icon-only"
        aria-label={texts.top.settings}
        title={texts.top.settings}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <GearIcon />
      </Button>
      {open && <SettingsDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function SettingsDialog({ onClose }: { onClose: () => void }) {
  const { settings: words } = texts;
  return (
    <Dialog title={words.title} onClose={onClose}>
      <p class="hint">{words.browserHint}</p>
      <Themes />
      <Calls />
      <Keyboard />
      <PasswordForm />
      <div class="dialog-buttons">
        <Button class="primary" onClick={onClose}>
          {words.close}
        </Button>
      </div>
    </Dialog>
  );
}

function Themes() {
  const { settings, changeSettings } = useWorld();
  const words = texts.settings;
  return (
    <fieldset class="options">
      <legend>{words.theme}</legend>
      {Object.entries(words.themes).map(([theme, label]) => (
        <label class="check" key={theme}>
          <input
            type="radio"
            name="theme"
            checked={settings.theme === theme}
            onChange={() => changeSettings({ theme: theme as Theme })}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

function Calls() {
  const { settings, changeSettings } = useWorld();
  const [denied, setDenied] = useState(false);
  const words = texts.settings;
  async function wantNotifications(wanted: boolean) {
    const granted = wanted && (await mayNotify());
    setDenied(wanted && !granted);
    changeSettings({ notifications: granted });
  }
  return (
    <fieldset class="options">
      <legend>{words.alerts}</legend>
      {box(words.sound, settings.sound, (sound) => changeSettings({ sound }))}
      {box(words.notifications, settings.notifications, (wanted) => void wantNotifications(wanted))}
      <div role="alert">{denied && <p class="hint">{words.denied}</p>}</div>
    </fieldset>
  );
}

function Keyboard() {
  const { settings, changeSettings } = useWorld();
  const words = texts.settings;
  return (
    <fieldset class="options">
      <legend>{words.keyboard}</legend>
      {box(words.shortcuts, settings.shortcuts, (shortcuts) => changeSettings({ shortcuts }))}
    </fieldset>
  );
}

function box(label: string, checked: boolean, change: (checked: boolean) => void) {
  return (
    <label class="check">
      <input type="checkbox" checked={checked} onChange={(event) => change(event.currentTarget.checked)} />
      {label}
    </label>
  );
}

/** Asks the browser, which asks the agent; only ever after the box was ticked. */
async function mayNotify(): Promise<boolean> {
  if (!('Notification' in globalThis)) return false;
  return (await Notification.requestPermission()) === 'granted';
}
