import type { ComponentChildren, TargetedSubmitEvent, VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { check, type FieldErrors, type Fields, noFields, refusedField, submission } from '../contact-form.ts';
import { idOf } from '../outbox.ts';
import type { Session } from '../session.ts';
import type { State } from '../state.ts';
import { refusal, texts } from '../texts.ts';
import { useGrowing } from './composer.tsx';
import { BackIcon, CheckIcon } from './icons.tsx';
import { Receipt } from './message.tsx';

export interface FormProps {
  readonly state: State;
  readonly session: Session;
  readonly fields: Fields;
  readonly onFields: (fields: Fields) => void;
  readonly onBack: () => void;
}

/** Where a visitor leaves a message for the service: filling in, on its way, or received. */
export function Form({ state, session, fields, onFields, onBack }: FormProps): VNode {
  const [sent, setSent] = useState<string>();
  const filed = state.events.findLast((event) => event.type === 'request.filed' && event.clientId === sent);
  const done = filed?.type === 'request.filed' ? filed : undefined;
  const heading = useFocusOn<HTMLHeadingElement>(done);
  useEffect(() => {
    if (done) onFields(noFields);
  }, [done]);
  return (
    <div class="page">
      <button type="button" class="link back" onClick={onBack}>
        <BackIcon />
        {texts.form.back}
      </button>
      <h3 ref={heading} tabIndex={-1}>
        {done && <CheckIcon />}
        {done ? texts.form.filed : texts.form.title}
      </h3>
      {done ? (
        <>
          <Receipt reference={done.reference} answerBy={done.answerBy} />
          <p class="soft">{texts.form.keep}</p>
          <button type="button" class="strong" onClick={onBack}>
            {texts.form.back}
          </button>
        </>
      ) : (
        <Filling
          state={state}
          session={session}
          fields={fields}
          onFields={onFields}
          sent={sent}
          onSent={setSent}
        />
      )}
    </div>
  );
}

interface FillingProps extends Omit<FormProps, 'onBack'> {
  readonly sent: string | undefined;
  readonly onSent: (id: string) => void;
}

function Filling({ state, session, fields, onFields, sent, onSent }: FillingProps): VNode {
  const [errors, setErrors] = useState<FieldErrors>({});
  const form = useRef<HTMLFormElement>(null);
  const text = useGrowing(fields.text);
  const entry = state.outbox.find((one) => one.name === 'request:submit');
  const failed = entry?.state === 'failed' ? entry : undefined;
  const sending = entry !== undefined && failed === undefined;
  useEffect(() => {
    if (failed?.error) setErrors(refusedField(failed.error));
  }, [failed]);
  useEffect(() => {
    if (Object.keys(errors).length > 0)
      form.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [errors]);
  const submit = (event: TargetedSubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const found = check(fields);
    setErrors(found);
    if (sending || Object.keys(found).length > 0) return;
    if (failed) session.discard(idOf(failed));
    onSent(session.submit(submission(fields)));
  };
  const set = (name: keyof Fields) => (value: string) => onFields({ ...fields, [name]: value });
  const whole =
    failed?.error && Object.keys(refusedField(failed.error)).length === 0 ? failed.error : undefined;
  return (
    <form ref={form} class="form" noValidate onSubmit={submit}>
      <p class="soft">{texts.form.intro}</p>
      <Field name="text" label={texts.form.text} error={errors.text}>
        {(described) => (
          <textarea
            {...described}
            ref={text}
            rows={4}
            required
            readOnly={sending}
            value={fields.text}
            onInput={(event) => set('text')(event.currentTarget.value)}
          />
        )}
      </Field>
      <fieldset>
        <legend>{texts.form.contact}</legend>
        <p class="soft" id="contact-hint">
          {texts.form.contactHint}
        </p>
        {errors.contact && (
          <p class="wrong" id="contact-error">
            {errors.contact}
          </p>
        )}
        <Field
          name="email"
          label={texts.form.email}
          hint={texts.form.emailHint}
          error={errors.email}
          either={errors.contact}
        >
          {(described) => (
            <input
              {...described}
              type="email"
              autocomplete="email"
              maxLength={254}
              readOnly={sending}
              value={fields.email}
              onInput={(event) => set('email')(event.currentTarget.value)}
            />
          )}
        </Field>
        <Field
          name="phone"
          label={texts.form.phone}
          hint={texts.form.phoneHint}
          error={errors.phone}
          either={errors.contact}
        >
          {(described) => (
            <input
              {...described}
              type="tel"
              autocomplete="tel"
              maxLength={40}
              readOnly={sending}
              value={fields.phone}
              onInput={(event) => set('phone')(event.currentTarget.value)}
            />
          )}
        </Field>
      </fieldset>
      {whole && (
        <p class="wrong" role="alert">
          {texts.form.failed} {refusal(whole)}
        </p>
      )}
      <p class="soft" role="status">
        {sending && (state.line === 'up' ? texts.form.sending : texts.waiting)}
      </p>
      <button
        type="submit"
        class="strong"
        aria-disabled={sending || sent === undefined ? sending : undefined}
      >
        {texts.form.submit}
      </button>
    </form>
  );
}

interface Described {
  readonly id: string;
  readonly name: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string;
}

/** A labelled input with its example and what is wrong with it. */
function Field(props: {
  name: keyof Fields;
  label: string;
  hint?: string;
  error: string | undefined;
  /** The sentence of the group, when it is this or its neighbour that is missing. */
  either?: string | undefined;
  children: (described: Described) => ComponentChildren;
}): VNode {
  const { name, label, hint, error, either, children } = props;
  const described = [error && `${name}-error`, either && 'contact-error', hint && `${name}-hint`];
  return (
    <div class="control">
      <label for={name}>
        {label}
        {hint && (
          <span class="soft" id={`${name}-hint`}>
            {hint}
          </span>
        )}
      </label>
      {children({
        id: name,
        name,
        'aria-invalid': Boolean(error ?? either),
        'aria-describedby': described.filter(Boolean).join(' '),
      })}
      {error && (
        <p class="wrong" id={`${name}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}

/** Focuses what is new on the page: at first and whenever `change` is another. */
function useFocusOn<T extends HTMLElement>(change: unknown) {
  const target = useRef<T>(null);
  useEffect(() => target.current?.focus(), [change]);
  return target;
}
