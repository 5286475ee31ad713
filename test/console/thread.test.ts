import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addEvent, addPage, emptyThread, lastSeq, type Thread } from '../../console/thread.ts';
import { page, says } from './samples.ts';

const STORED = Array.from({ length: 30 }, (_, index) => says(index + 1));

describe('a conversation as the page knows it', () => {
  it('stays a beginning of the stored one, however hints are lost, doubled and mixed with pages', () => {
    const hint = fc.record({ kind: fc.constant('hint' as const), seq: fc.integer({ min: 1, max: 30 }) });
    const sync = fc.record({
      kind: fc.constant('page' as const),
      since: fc.nat(30),
      size: fc.integer({ min: 0, max: 10 }),
    });
    fc.assert(
      fc.property(fc.array(fc.oneof(hint, sync)), (steps) => {
        let thread: Thread = emptyThread;
        for (const step of steps) {
          const before = lastSeq(thread);
          thread =
            step.kind === 'hint'
              ? addEvent(thread, STORED[step.seq - 1]!)
              : addPage(thread, page(STORED.slice(step.since, step.since + step.size)));
          expect(thread.events).toEqual(STORED.slice(0, lastSeq(thread)));
          expect(lastSeq(thread)).toBeGreaterThanOrEqual(before);
        }
      }),
    );
  });

  it('is complete when a page says that no more follows', () => {
    const half = addPage(emptyThread, page(STORED.slice(0, 20), { more: true }));
    expect(half.complete).toBe(false);
    expect(addPage(half, page(STORED.slice(20))).complete).toBe(true);
  });

  it('is forgotten when the database was restored', () => {
    const known = addPage(emptyThread, page(STORED));
    const restored = addPage(known, page(STORED.slice(0, 3), { epoch: 'e2' }));
    expect(restored.events).toEqual(STORED.slice(0, 3));
  });

  it('ends the visitor’s typing with the message', () => {
    const typing = addPage(emptyThread, page([], { visitorTyping: true }));
    expect(typing.visitorTyping).toBe(true);
    expect(addEvent(typing, STORED[0]!).visitorTyping).toBe(false);
  });
});
