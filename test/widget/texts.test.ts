import { afterEach, expect, it } from 'vitest';
import { english, englishExtra } from '../../widget/extra/english.ts';
import { extraTexts } from '../../widget/extra/texts.ts';
import { openSpeech } from '../../widget/speech.ts';
import { clockTime, german, inWords, isElsewhere, refusal, speak, texts } from '../../widget/texts.ts';
import { MONDAY_TEN } from './samples.ts';

afterEach(() => speak(german));

it('speaks of waiting as an honest range', () => {
  expect(german.queueWait(3, 6)).toBe('Voraussichtlich 3 bis 6\u00a0Minuten.');
  expect(german.queueWait(0, 1)).toBe('Voraussichtlich höchstens 1\u00a0Minute.');
  expect(german.queueWait(5, 5)).toBe('Voraussichtlich etwa 5\u00a0Minuten.');
});

it('has a sentence for every refusal, with the name of the log line where it is our fault', () => {
  expect(refusal({ code: 'taken', ref: 'x' })).toBe(german.refused.stale);
  expect(refusal({ code: 'unanswered', ref: '' })).toBe(german.refused.unavailable);
  expect(refusal({ code: 'internal', ref: 'r7' })).toContain('(Kennung r7)');
});

it('speaks English with all labels, numbers and those that are loaded later', () => {
  const shown = inWords(3250);
  speak(english);
  expect(texts.human).toBe('Talk to a person');
  expect(extraTexts.menu.save).toBe(englishExtra.menu.save);
  expect([shown, inWords(3250)]).toEqual(['3.250', '3,250']);
  expect(clockTime(MONDAY_TEN)).toMatch(/^\d\d:\d\d$/);
  speak(german);
  expect(extraTexts.menu.save).toBe('Verlauf speichern');
});

it('leaves no German word in the English labels', () => {
  const words = (value: unknown): string[] => {
    if (typeof value === 'string') return [value];
    if (typeof value === 'function') return [String(value('2', '3'))];
    return Object.values(value as object).flatMap(words);
  };
  const all = [...words({ ...english, locale: '', language: '' }), ...words(englishExtra)];
  expect(all.filter((text) => /[äöüß„“]|\b(und|der|die|das|nicht|Sie)\b/.test(text))).toEqual([]);
});

it('knows whether the visitor’s clock shows another time than clocks in Germany', () => {
  const here = new Date(MONDAY_TEN).toLocaleTimeString('de', { timeZone: 'Europe/Berlin' });
  expect(isElsewhere(MONDAY_TEN)).toBe(new Date(MONDAY_TEN).toLocaleTimeString('de') !== here);
});

it('keeps the visitor’s language before the page’s, and stays as it is where labels cannot be loaded', async () => {
  const kept = new Map<string, string>();
  const memory = {
    get: (key: string) => kept.get(key) ?? null,
    set: (key: string, value: string | null) => void kept.set(key, value ?? ''),
    clear: () => {},
    remember: () => {},
    remembered: () => undefined,
  };
  const shown = () => new Promise<void>((resolve) => setTimeout(resolve));
  const failing = openSpeech(
    memory,
    () => Promise.reject(new Error('offline')),
    () => {},
  );
  failing.propose('en');
  expect(failing.ready()).toBe(false);
  await shown();
  expect([failing.ready(), texts.language]).toEqual([true, 'de']);
  const speech = openSpeech(
    memory,
    async () => english,
    () => {},
  );
  speech.choose('en');
  await shown();
  expect(texts.language).toBe('en');
  speech.propose('de');
  await shown();
  expect(texts.language).toBe('en');
});
