import type { ComponentChildren, TargetedSubmitEvent, VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ConversationEvent } from '../../protocol/conversation.ts';
import type { Memory } from '../memory.ts';
import { idOf } from '../outbox.ts';
import type { Session } from '../session.ts';
import type { State } from '../state.ts';
import { onItsWay, refusal, texts } from '../texts.ts';
import { useGrowing } from '../view/composer.tsx';
import { BackIcon, CheckIcon } from '../view/icons.tsx';
import {
  check,
  type FieldErrors,
  type FieldName,
  type Fields,
  noFields,
  refusedField,
  submission,
  unpackFields,
} from './fields.ts';
import { extraTexts } from './texts.ts';

export interface FormProps {
  readonly state: State;
  readonly session: Session;
  readonly memory: Memory;
  /** What was typed for the assistant: likely the same concern. */
  readonly draft: string;
  /** The visitor's address, where the portal has told it. */
  readonly email: string;
  readonly onBack: () => void;
  /** The draft went out with the message, so it is done with. */
  readonly onDraftSent: () => void;
}

type Filed = Extract<ConversationEvent, { type: 'request.filed' }>;

/** Where a visitor leaves a message for the service: filling in, on its way, or received. */
export function Form({ state, session, memory, draft, email, onBack, onDraftSent }: FormProps): VNode {
  const { fields, setFields } = useKeptFields(memory, {
    draft,
    email,
    text: draft || state.question,
  });
  const [sent, setSent] = useState<string>();
  const filed = state.events.find(
    (event): event is Filed => event.type === 'request.filed' && event.clientId === sent,
  );
  const heading = useFocusOn<HTMLHeadingElement>(filed);
  useEffect(() => {
    if (filed === undefined) return;
    if (fields.draft === draft) onDraftSent();
    setFields(noFields);
  }, [filed]);
  return (
    <div class="page">
      <button type="button" class="link back" onClick={onBack}>
        <BackIcon />
        {texts.back}
      </button>
      <h3 ref={heading} tabIndex={-1}>
        {filed && <CheckIcon />}
        {filed ? extraTexts.form.filed : texts.leaveMessage}
      </h3>
      {filed ? (
        <Received filed={filed} onBack={onBack} />
      ) : (
        <Filling state={state} session={session} fields={fields} onFields={setFields} onSent={setSent} />
      )}
    </div>
  );
}

/** The fields as the tab keeps them, so that nothing typed is lost with the page. */
function useKeptFields(memory: Memory, { text, draft, email }: Pick<Fields, 'text' | 'draft' | 'email'>) {
  const [fields, show] = useState((): Fields => {
    const kept = unpackFields(memory.get('lotse.form'));
    return { ...(kept.text === '' ? { ...kept, text, draft } : kept), email: kept.email || email };
  });
  const setFields = (next: Fields) => {
    show(next);
    memory.set('lotse.form', next === noFields ? null : JSON.stringify(next));
  };
  return { fields, setFields };
}

/** What to keep of a message that was received. */
function Received({ filed, onBack }: { filed: Filed; onBack: () => void }): VNode {
  return (
    <>
      <dl class="receipt">
        <dt>{extraTexts.form.reference}</dt>
        <dd class="number">{filed.reference}</dd>
        <dt>{extraTexts.form.answerBy}</dt>
        <dd>{filed.answerBy}</dd>
      </dl>
      <p class="soft">{extraTexts.form.keep}</p>
      <button type="button" class="strong" onClick={onBack}>
        {texts.back}
      </button>
    </>
  );
}

interface FillingProps {
  readonly state: State;
  readonly session: Session;
  readonly fields: Fields;
  readonly onFields: (fields: Fields) => void;
  readonly onSent: (id: string) => void;
}

function Filling({ state, session, fields, onFields, onSent }: FillingProps): VNode {
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
  const set = (name: FieldName) => (value: string) => onFields({ ...fields, [name]: value });
  const whole =
    failed?.error && Object.keys(refusedField(failed.error)).length === 0 ? failed.error : undefined;
  return (
    <form ref={form} class="form" noValidate onSubmit={submit}>
      <p class="soft">{extraTexts.form.intro}</p>
      <Field name="text" label={extraTexts.form.text} error={errors.text}>
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
        <legend>{extraTexts.form.contact}</legend>
        <p class="soft" id="contact-hint">
          {extraTexts.form.contactHint}
        </p>
        {errors.contact && (
          <p class="wrong" id="contact-error">
            {errors.contact}
          </p>
        )}
        <Field
          name="email"
          label={extraTexts.form.email}
          hint={extraTexts.form.emailHint}
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
          label={extraTexts.form.phone}
          hint={extraTexts.form.phoneHint}
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
          {texts.unfiled} {refusal(whole)}
        </p>
      )}
      <p class="soft" role="status">
        {sending && onItsWay(state.line, entry?.error, texts.sendingForm)}
      </p>
      <button type="submit" class="strong" aria-disabled={sending}>
        {extraTexts.form.submit}
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
  name: FieldName;
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
