import type { ButtonHTMLAttributes, ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { texts } from '../texts.ts';
import { WarnIcon } from './icons.tsx';

/** A refusal at the place where it happened; screen readers hear it at once. */
export function Problem({ text }: { text: string | undefined }) {
  return (
    <div class="problem" role="alert">
      {text !== undefined && (
        <p>
          <WarnIcon />
          {text}
        </p>
      )}
    </div>
  );
}

/** What could not be loaded, with a way on. */
export function LoadProblem({ of }: { of: { readonly problem?: string; reload(): void } }) {
  return (
    <div class="load-problem">
      <Problem text={of.problem} />
      {of.problem !== undefined && (
        <Button class="small" onClick={of.reload}>
          {texts.load.again}
        </Button>
      )}
    </div>
  );
}

/** What ties an input to its label, hint and problem. */
export type Tie = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true };

type FieldProps = {
  label: string;
  hint?: string;
  problem?: string | undefined;
  children: (tie: Tie) => ComponentChildren;
};

/** A labelled input with its hint and its problem. */
export function Field({ label, hint, problem, children }: FieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children({
        id,
        ...(described === '' ? {} : { 'aria-describedby': described }),
        ...(problem === undefined ? {} : { 'aria-invalid': true }),
      })}
      {problem && (
        <p class="field-problem" id={`${id}-problem`}>
          {problem}
        </p>
      )}
    </div>
  );
}

type DialogProps = { title: string; onClose: () => void; wide?: boolean; children: ComponentChildren };

/** A modal dialog; the browser keeps the focus inside and gives it back. Escape closes. */
export function Dialog({ title, onClose, wide = false, children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    const before = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const cancel = (event: Event) => {
    event.preventDefault();
    onClose();
  };
  return (
    <dialog ref={ref} class={wide ? 'wide' : undefined} aria-labelledby={id} onCancel={cancel}>
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}

type ButtonProps = ButtonHTMLAttributes & { busy?: boolean; busyLabel?: string };

/** A button that keeps the focus while it is busy, but does nothing then. */
export function Button({ busy = false, busyLabel, children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-disabled={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.call(event.currentTarget, event);
      }}
    >
      {busy && busyLabel ? busyLabel : children}
    </button>
  );
}
