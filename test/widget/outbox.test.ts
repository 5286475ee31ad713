import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  acknowledge,
  add,
  head,
  idOf,
  type Outbox,
  pack,
  refuse,
  retry,
  settle,
  unpack,
} from '../../widget/outbox.ts';
import { send } from './samples.ts';

/** What can happen to the message that is on its way, or to the tab. */
type Happening = 'write' | 'stored' | 'request-lost' | 'ack-lost' | 'slow-down' | 'event-seen' | 'reload';

/** A server that stores each id once, as the real one does. */
class Server {
  readonly stored: string[] = [];
  store(id: string) {
    if (!this.stored.includes(id)) this.stored.push(id);
  }
}

function happen(outbox: Outbox, happening: Happening, server: Server, written: string[]): Outbox {
  if (happening === 'write') {
    const text = `${written.length}`;
    written.push(`id-${text}`);
    return add(outbox, send(text));
  }
  if (happening === 'reload') return unpack(pack(outbox));
  if (happening === 'event-seen') return settle(outbox, new Set(server.stored));
  const next = head(outbox);
  if (next === undefined) return outbox;
  const id = idOf(next);
  if (happening === 'stored' || happening === 'ack-lost') server.store(id);
  if (happening === 'stored') return acknowledge(outbox, id);
  const code = happening === 'slow-down' ? 'slow-down' : 'unanswered';
  return refuse(outbox, id, { code, ref: '' });
}

describe('the outbox', () => {
  it('stores every message once and in order, whatever is lost on the way', () => {
    const happenings = fc.array(
      fc.constantFrom<Happening>(
        'write',
        'write',
        'stored',
        'request-lost',
        'ack-lost',
        'slow-down',
        'event-seen',
        'reload',
      ),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(happenings, (list) => {
        const server = new Server();
        const written: string[] = [];
        let outbox: Outbox = [];
        for (const happening of list) {
          outbox = happen(outbox, happening, server, written);
          expect(server.stored).toEqual(written.slice(0, server.stored.length));
        }
        while (head(outbox) !== undefined) outbox = happen(outbox, 'stored', server, written);
        expect(server.stored).toEqual(written);
        expect(settle(outbox, new Set(server.stored))).toEqual([]);
      }),
    );
  });

  it('gives up after several tries at a server in trouble, and sends the same id when the visitor wants', () => {
    let outbox = add([], send('Hallo'));
    for (let tries = 0; tries < 4; tries++) {
      expect(head(outbox)).toBeDefined();
      outbox = refuse(outbox, 'id-Hallo', { code: 'internal', ref: 'r1' });
    }
    expect(outbox[0]).toMatchObject({ state: 'failed', error: { code: 'internal' } });
    expect(head(outbox)).toBeUndefined();
    expect(head(retry(outbox, 'id-Hallo'))).toMatchObject({ request: { clientId: 'id-Hallo' }, tries: 0 });
  });

  it('goes on trying while the service is down, and says so: words yes, presses of a button no', () => {
    const down = { code: 'unavailable', ref: '', phone: '089 1' } as const;
    const tried = (outbox: Outbox, times: number) =>
      Array.from({ length: times }).reduce<Outbox>(
        (before) => before.flatMap((entry) => refuse([entry], idOf(entry), down)),
        outbox,
      );
    const words = add([], send('Hallo'));
    expect(head(tried(words, 3))?.error).toBeUndefined();
    expect(head(tried(words, 4))).toMatchObject({ state: 'waiting', error: down });
    expect(head(tried(words, 50))?.error).toBe(head(tried(words, 4))?.error);
    expect(acknowledge(tried(words, 50), 'id-Hallo')[0]?.error).toBeUndefined();
    expect(tried(add([], { name: 'handoff:request', request: { clientId: 'a' } }), 4)).toEqual([]);
  });

  it('fails a message at once that will never be taken, and goes on with the next', () => {
    const outbox = refuse(add(add([], send('a')), send('b')), 'id-a', { code: 'too-long', ref: '' });
    expect(outbox.map((entry) => entry.state)).toEqual(['failed', 'waiting']);
    expect(head(outbox)?.label).toBe('b');
  });

  it('sends a failed message again behind what waits, once', () => {
    const failed = refuse(add([], send('a')), 'id-a', { code: 'too-long', ref: '' });
    const again = retry(retry(add(failed, send('b')), 'id-a'), 'id-a');
    expect(again.map(({ label, state }) => `${label} ${state}`)).toEqual(['b waiting', 'a waiting']);
  });

  it('keeps a failed message over a reload', () => {
    const outbox = refuse(add([], send('a')), 'id-a', { code: 'too-long', ref: '' });
    expect(unpack(pack(outbox))).toEqual(outbox);
  });

  it('reads nothing from a storage that somebody else wrote', () => {
    for (const packed of [null, '', 'x', '{}', '[1, null, {"name": 3}]']) expect(unpack(packed)).toEqual([]);
  });
});
