import { describe, expect, it } from 'vitest';
import { newsBetween } from '../../console/news.ts';
import type { Action } from '../../console/state.ts';
import { after, chat, inbox, signedIn, TEN } from './samples.ts';

const got = (seq: number, more: Parameters<typeof inbox>[1]): Action => ({
  type: 'inbox',
  inbox: inbox(seq, more),
  receivedAt: TEN,
});
const quiet = after([signedIn(), got(1, {})]);
const offered = chat('c1', { status: 'offered', agent: 'a1', epoch: 2 });
const away = { ...inbox(1).me, available: false };

function news(more: Parameters<typeof inbox>[1], from = quiet) {
  return newsBetween(from, after([got(2, more)], from)).map(({ kind }) => kind);
}

describe('what calls an agent', () => {
  it('[T14] is an offer, somebody who could be taken, and an own visitor who writes', () => {
    expect(news({ waiting: [chat('c1')] })).toEqual(['waiting']);
    expect(news({ waiting: [offered] })).toEqual(['offered']);
    const busy = after([got(2, { mine: [chat('c1', { unread: 1 })] })], quiet);
    expect(newsBetween(quiet, busy)).toEqual([{ kind: 'message', conversation: 'c1' }]);
    const more = after([got(3, { mine: [chat('c1', { unread: 2, lastSeq: 2 })] })], busy);
    expect(newsBetween(busy, more)).toHaveLength(1);
  });

  it('is nothing twice, nothing old, and nothing that somebody else must do', () => {
    expect(newsBetween(after([signedIn()]), after([signedIn(), got(1, { waiting: [chat('c1')] })]))).toEqual(
      [],
    );
    expect(news({ waiting: [chat('c1')] }, after([got(2, { waiting: [chat('c1')] })], quiet))).toEqual([]);
    expect(news({ waiting: [chat('c1')], me: away })).toEqual([]);
    expect(news({ waiting: [{ ...offered, agent: 'b2' }] })).toEqual([]);
    const seen: Action = { type: 'read', conversation: 'c1', seq: 9 };
    expect(news({ mine: [chat('c1', { unread: 1, lastSeq: 9 })] }, after([seen], quiet))).toEqual([]);
  });
});
