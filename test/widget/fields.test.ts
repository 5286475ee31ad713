import { describe, expect, it } from 'vitest';
import { check, noFields, refusedField, submission, unpackFields } from '../../widget/extra/fields.ts';

const filled = { text: 'Bitte rufen Sie an', email: '', phone: '089 1234567', draft: '' };

describe('the message form', () => {
  it('needs a text and one way to answer', () => {
    expect(Object.keys(check(noFields))).toEqual(['text', 'contact']);
    expect(check(filled)).toEqual({});
    expect(check({ ...filled, phone: '', email: 'eva@beispiel.de' })).toEqual({});
  });

  it.each(['eva', 'eva@', '@beispiel.de', 'eva@beispiel', 'eva @beispiel.de', 'eva@beispiel.d', 'a@b@c.de'])(
    'does not take %j for an e-mail address',
    (email) => expect(Object.keys(check({ ...filled, email }))).toEqual(['email']),
  );

  it.each(['+49 (89) 123-456/7', '0891234567', '089.123456'])('takes %j for a number', (phone) =>
    expect(check({ ...filled, phone })).toEqual({}),
  );

  it.each(['12345', 'acht', '0891234567 oder später', '+4989123456789012'])(
    'does not take %j for a number',
    (phone) => expect(Object.keys(check({ ...filled, phone }))).toEqual(['phone']),
  );

  it('says how much text fits', () => {
    expect(check({ ...filled, text: 'x'.repeat(4001) }).text).toContain('4.000');
  });

  it('sends trimmed, and only what was filled in', () => {
    expect(submission({ text: ' Hallo ', email: ' a@b.de ', phone: ' ', draft: 'Hallo' })).toEqual({
      text: 'Hallo',
      email: 'a@b.de',
    });
  });

  it('shows a refusal at the field that the server names', () => {
    const refused = (field?: string) =>
      Object.keys(refusedField({ code: 'bad-request', ref: 'r', ...(field && { field }) }));
    expect(refused('email')).toEqual(['email']);
    expect(refused('text')).toEqual(['text']);
    expect(refused()).toEqual([]);
  });

  it('finds typed fields again, and nothing in what somebody else wrote', () => {
    expect(unpackFields(JSON.stringify(filled))).toEqual(filled);
    for (const packed of [null, 'x', '[]', '{"text": 3}', 'null'])
      expect(unpackFields(packed)).toEqual(noFields);
  });
});
