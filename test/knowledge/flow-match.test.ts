import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  exactChoice,
  fuzzyChoice,
  isOneOf,
  leadingChoice,
  looksLikeQuestion,
  matchPattern,
  withoutMarkers,
} from '../../server/knowledge/flow-match.ts';

const choices = [
  { label: 'Online im Portal', value: 'online', also: ['internet'], next: 'a' },
  { label: 'Per E-Mail', value: 'email', also: ['mail'], next: 'b' },
  { label: 'In der App', value: 'app', also: ['handy'], next: 'c' },
];
const YES_NO = [
  ['ja', 'jawohl'],
  ['nein', 'nee'],
];

describe('[G7] a choice', () => {
  it.each([
    ['online im portal', 'online'],
    ['Per E-Mail!', 'email'],
    ['2', 'email'],
    ['3.', 'app'],
    ['Handy', 'app'],
  ])('%s is %s', (text, value) => {
    expect(exactChoice(choices, text)?.value).toBe(value);
  });

  it.each([
    ['onlien im portal', 'online'],
    ['über das portal bitte', undefined],
    ['in der app bitte', 'app'],
    ['nicht in der app', undefined],
    ['keine mail', undefined],
    ['app oder mail', undefined],
    ['ich möchte das lieber ganz anders machen als mit der app', undefined],
    ['', undefined],
  ])('%s is meant as %s', (text, value) => {
    expect((exactChoice(choices, text) ?? fuzzyChoice(choices, text))?.value).toBe(value);
  });

  it('is meant by a yes or no in front, where only one begins so', () => {
    const asked = [
      { label: 'Ja, sie ist da', value: 'ja', also: [], next: 'a' },
      { label: 'Nein, noch nicht', value: 'nein', also: [], next: 'b' },
    ];
    expect(leadingChoice(asked, 'Nein, da kam nichts', YES_NO)?.value).toBe('nein');
    expect(leadingChoice(asked, 'vielleicht nein', YES_NO)).toBeUndefined();
    expect(leadingChoice([...asked, asked[1]!], 'nein danke', YES_NO)).toBeUndefined();
  });
});

it('[G7] a word counts as a whole message only', () => {
  expect(isOneOf('Zurück!', ['zurück'])).toBe(true);
  expect(isOneOf('ich will zurück', ['zurück'])).toBe(false);
  expect(isOneOf('', ['zurück'])).toBe(false);
});

it('a question is told from an answer', () => {
  for (const text of [
    'Was kostet das',
    'geht das auch so?',
    'kann ich das ändern',
    'warum',
    'sollte ich das',
    'gibts da was',
  ])
    expect([text, looksLikeQuestion(text)]).toEqual([text, true]);
  for (const text of ['gestern', 'Ja', 'per Mail', '', 'Sollmann, Peter', 'Istvan Kovacs', 'Mussner Eva'])
    expect(looksLikeQuestion(text)).toBe(false);
});

it('a pattern takes the whole answer, after cleaning', () => {
  const accept = {
    type: 'pattern',
    pattern: /[A-Z]{2}[0-9]{4}/,
    clean: ['upper', 'no-spaces', 'no-hyphens'],
    example: 'AB1234',
  } as const;
  expect(matchPattern(accept, ' ab-12 34 ')).toBe('AB1234');
  expect(matchPattern(accept, 'AB12345')).toBeUndefined();
  expect(matchPattern(accept, 'nummer AB1234')).toBeUndefined();
});

it('[G9] a correction is what is left without its markers', () => {
  const markers = ['nein', 'doch', 'ich meinte', 'meinte'];
  expect(withoutMarkers('nein, doch E-Mail', markers)).toBe('E Mail');
  expect(withoutMarkers('E-Mail', markers)).toBeUndefined();
  expect(withoutMarkers('nein', markers)).toBeUndefined();
});

it('nothing that anybody types makes the matching throw', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      exactChoice(choices, text);
      fuzzyChoice(choices, text);
      leadingChoice(choices, text, YES_NO);
      looksLikeQuestion(text);
    }),
  );
});
