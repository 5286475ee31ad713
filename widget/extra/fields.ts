import { MAX_TEXT_LENGTH } from '../../protocol/constants.ts';
import type { Refused } from '../shared/connection.ts';
import { inWords, refusal } from '../texts.ts';
import { extraTexts as texts } from './texts.ts';

/** The fields of the message form as they are typed. */
export interface Fields {
  readonly text: string;
  readonly email: string;
  readonly phone: string;
  /** What was being typed for the assistant when the form took it over. */
  readonly draft: string;
}

/** What is wrong, by field, as a sentence that says how to put it right. `contact` is either of the two. */
export type FieldErrors = Partial<Record<FieldName | 'contact', string>>;

export type FieldName = 'text' | 'email' | 'phone';

export const noFields: Fields = { text: '', email: '', phone: '', draft: '' };

/** Checks what a person can get wrong. The server checks again; an address is only proven by writing to it. */
export function check({ text, email, phone }: Fields): FieldErrors {
  const errors: FieldErrors = {};
  if (text.trim() === '') errors.text = texts.form.errors.text;
  if (text.trim().length > MAX_TEXT_LENGTH) errors.text = texts.form.errors.tooLong(inWords(MAX_TEXT_LENGTH));
  if (email.trim() === '' && phone.trim() === '') errors.contact = texts.form.errors.contact;
  if (email.trim() !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(email.trim()))
    errors.email = texts.form.errors.email;
  if (phone.trim() !== '' && !isPhone(phone)) errors.phone = texts.form.errors.phone;
  return errors;
}

/** Digits with what people write between them: at least six, at most the fifteen of ITU-T E.164. */
function isPhone(phone: string): boolean {
  const digits = phone.replace(/\D/g, '').length;
  return /^[+\d][\d\s()/.-]*$/.test(phone.trim()) && digits >= 6 && digits <= 15;
}

/** What goes to the server: trimmed, and only what was filled in. */
export function submission({ text, email, phone }: Fields): { text: string; email?: string; phone?: string } {
  return {
    text: text.trim(),
    ...(email.trim() && { email: email.trim() }),
    ...(phone.trim() && { phone: phone.trim() }),
  };
}

/** A refusal by the server, at the field that it names. Without a field it belongs to the whole form. */
export function refusedField(error: Refused): FieldErrors {
  const { errors } = texts.form;
  if (error.field === 'email' || error.field === 'phone') return { [error.field]: errors[error.field] };
  if (error.field === 'text') return { text: refusal(error) };
  return error.field === 'contact' ? { contact: errors.contact } : {};
}

/** Reads fields that the tab kept; anything else is an empty form. */
export function unpackFields(packed: string | null): Fields {
  try {
    const kept = JSON.parse(packed ?? '{}') as Partial<Fields>;
    const word = (value: unknown) => (typeof value === 'string' ? value : '');
    return {
      text: word(kept.text),
      email: word(kept.email),
      phone: word(kept.phone),
      draft: word(kept.draft),
    };
  } catch {
    return noFields;
  }
}
