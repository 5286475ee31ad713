import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Cluster, News } from '../../server/cluster/cluster.ts';

/** Processes to prove the contract on: each sees the others' news. One process is a cluster too. */
export interface ClusterSubject {
  readonly processes: readonly [Cluster, ...Cluster[]];
  dispose(): Promise<void>;
}

/** How long news may take from one process to another. */
const SOON = { timeout: 5_000, interval: 5 };

/** What every cluster must do, whatever carries its news. */
export function registerClusterContract(name: string, makeCluster: () => Promise<ClusterSubject>): void {
  describe(`${name} keeps the cluster's contract`, () => {
    let subject: ClusterSubject;
    let heard: News[][];
    let first: Cluster;
    let last: Cluster;
    beforeEach(async () => {
      subject = await makeCluster();
      [first] = subject.processes;
      last = subject.processes.at(-1) ?? first;
      heard = subject.processes.map(() => []);
      for (const [index, process] of subject.processes.entries())
        process.subscribe((news) => heard[index]?.push(news));
    });
    afterEach(() => subject.dispose());
    const everywhere = (look: (news: readonly News[]) => void) =>
      expect.poll(() => heard.every((news) => passes(() => look(news))), SOON).toBe(true);

    it('tells its own process at once', () => {
      first.publish({ type: 'status', conversation: 'c' });
      expect(heard[0]).toEqual([{ type: 'status', conversation: 'c' }]);
    });

    it('tells every process once', async () => {
      first.publish({ type: 'status', conversation: 'c' });
      first.publish({ type: 'typing', conversation: 'c', from: 'agent', typing: true });
      await everywhere((news) =>
        expect(news).toEqual([
          { type: 'status', conversation: 'c' },
          { type: 'typing', conversation: 'c', from: 'agent', typing: true },
        ]),
      );
    });

    it('keeps the order of what one process says', async () => {
      const said = Array.from({ length: 300 }, (_, index) => `c${index}`);
      for (const conversation of said) last.publish({ type: 'status', conversation });
      await everywhere((news) => expect(conversationsOf(news)).toEqual(said));
    });

    it('hands events to its own process, and their numbers to the others', async () => {
      const event = { type: 'conversation.closed', reason: 'idle', at: 1 } as const;
      first.publish({
        type: 'events',
        conversation: 'c',
        events: [4, 5, 6].map((seq) => ({ ...event, seq })),
      });
      await everywhere((news) => expect(news).toHaveLength(1));
      expect(heard[0]).toMatchObject([{ type: 'events', events: [{ seq: 4 }, { seq: 5 }, { seq: 6 }] }]);
      for (const news of heard.slice(1))
        expect(news).toEqual([{ type: 'stored', conversation: 'c', from: 4, to: 6 }]);
    });

    it('carries large turns, quotes and umlauts, and goes on after them', async () => {
      const text = `'"\\ äöüß € 😀 \n`.repeat(500);
      const event = { type: 'visitor.message', clientId: 'client-0001', text, masked: false } as const;
      first.publish({ type: 'events', conversation: `'"ä`, events: [{ ...event, seq: 1, at: 1 }] });
      first.publish({ type: 'status', conversation: `'"ä` });
      await everywhere((news) => expect(conversationsOf(news)).toEqual([`'"ä`, `'"ä`]));
    });

    it('tells nothing to who has ended the subscription', async () => {
      const more: News[] = [];
      const unsubscribe = last.subscribe((news) => more.push(news));
      unsubscribe();
      first.publish({ type: 'inbox' });
      await everywhere((news) => expect(news).toEqual([{ type: 'inbox' }]));
      expect(more).toEqual([]);
    });

    describe('visitors', () => {
      const everybody = async (...ids: string[]) =>
        Promise.all(
          subject.processes.map(async (process) => [...(await process.visitorsOnline(ids))].sort()),
        );
      const eventually = (ids: string[], expected: string[]) =>
        expect.poll(() => everybody(...ids), SOON).toEqual(subject.processes.map(() => expected));

      it('are there for every process from when they came until they went', async () => {
        const gone = first.visitorCame('a');
        last.visitorCame('b');
        await eventually(['a', 'b', 'c'], ['a', 'b']);
        gone();
        await eventually(['a', 'b', 'c'], ['b']);
      });

      it('are there as long as one of their windows is, in whichever process', async () => {
        const windows = [first.visitorCame('a'), first.visitorCame('a'), last.visitorCame('a')];
        for (const gone of windows) {
          await eventually(['a'], ['a']);
          gone();
          gone();
        }
        await eventually(['a'], []);
      });

      it('who come and go at once leave nothing behind', async () => {
        for (let round = 0; round < 50; round++) first.visitorCame('a')();
        last.visitorCame('b');
        await eventually(['a', 'b'], ['b']);
      });

      it('are news for the inbox of every process', async () => {
        const gone = first.visitorCame('a');
        await everywhere((news) => expect(news).toContainEqual({ type: 'inbox' }));
        for (const news of heard) news.length = 0;
        gone();
        await everywhere((news) => expect(news).toContainEqual({ type: 'inbox' }));
      });

      it('are nobody when nobody is asked for', async () => {
        first.visitorCame('a');
        expect(await last.visitorsOnline([])).toEqual(new Set());
      });
    });
  });
}

function conversationsOf(news: readonly News[]): string[] {
  return news.flatMap((it) =>
    'conversation' in it && it.conversation !== undefined ? [it.conversation] : [],
  );
}

function passes(look: () => void): boolean {
  try {
    look();
    return true;
  } catch {
    return false;
  }
}
