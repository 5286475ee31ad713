import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countdownWords,
  dayAfter,
  dayName,
  durationWords,
  instantOf,
  shortDate,
  shortMoment,
  stopwatch,
  wallTime,
} from '../../console/time.ts';

const MINUTE = 60_000;

describe('wall time of the desk', () => {
  it('is Berlin’s, wherever the browser stands', () => {
    expect(wallTime(Date.parse('2026-11-23T09:00:00Z'))).toBe('2026-11-23T10:00');
    expect(wallTime(Date.parse('2026-07-01T09:00:00Z'))).toBe('2026-07-01T11:00');
    expect(dayName(Date.parse('2026-11-22T23:30:00Z'))).toBe('Montag, 23. November 2026');
    expect(shortDate(Date.parse('2026-11-22T23:30:00Z'))).toBe('23.11.2026');
  });

  it('leads back to the same instant, but for the hour that comes twice', () => {
    const minutes = fc.integer({
      min: Date.parse('2020-01-01') / MINUTE,
      max: Date.parse('2036-01-01') / MINUTE,
    });
    fc.assert(
      fc.property(minutes, (minute) => {
        const at = minute * MINUTE;
        const back = instantOf(wallTime(at));
        expect([at, at - 60 * MINUTE]).toContain(back);
        expect(wallTime(back)).toBe(wallTime(at));
      }),
    );
  });

  it('takes an hour that comes twice as the earlier one and one that is left out as the one after it', () => {
    expect(new Date(instantOf('2026-10-25T02:30')).toISOString()).toBe('2026-10-25T00:30:00.000Z');
    expect(wallTime(instantOf('2026-03-29T02:30'))).toBe('2026-03-29T03:30');
  });

  it('is no instant when the field is empty or half filled', () => {
    expect(instantOf('')).toBeNaN();
    expect(instantOf('2026-11-')).toBeNaN();
  });
});

describe('words for times', () => {
  it('names the day only when it is another', () => {
    const at = Date.parse('2026-11-23T13:05:00Z');
    expect(shortMoment(at, at + MINUTE)).toBe('14:05');
    expect(shortMoment(at, at + 24 * 60 * MINUTE)).toBe('Mo., 23.11., 14:05');
  });

  it.each([
    [-5_000, '0:00'],
    [7_900, '0:07'],
    [760_000, '12:40'],
    [3_730_000, '1:02:10'],
    [24 * 3_600_000, '1 Tag'],
    [60 * 3_600_000, '2 Tage'],
  ])('counts %i ms as %s', (ms, words) => {
    expect(stopwatch(ms)).toBe(words);
  });
});

describe('times in words', () => {
  it.each([
    [0, 'unter 1 Minute'],
    [61_000, '1 Minute'],
    [12 * MINUTE, '12 Minuten'],
    [65 * MINUTE, '1 Stunde 5 Minuten'],
    [120 * MINUTE, '2 Stunden'],
  ])('%d ms took %s', (ms, words) => {
    expect(durationWords(ms)).toBe(words);
  });

  it.each([
    [25_000, 'noch 25 Sekunden'],
    [24_001, 'noch 25 Sekunden'],
    [900, 'noch 1 Sekunde'],
    [-5_000, 'noch 0 Sekunden'],
  ])('%d ms are %s', (ms, words) => {
    expect(countdownWords(ms)).toBe(words);
  });

  it('goes from day to day, over both changes of the clock', () => {
    expect(dayAfter('2026-03-28', 1)).toBe('2026-03-29');
    expect(dayAfter('2026-03-29', 1)).toBe('2026-03-30');
    expect(dayAfter('2026-10-25', 1)).toBe('2026-10-26');
    expect(dayAfter('2026-03-01', -1)).toBe('2026-02-28');
  });
});
