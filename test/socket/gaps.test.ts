import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { GapCluster, UsageRow } from '../../protocol/workbench.ts';
import type { Decision, Understanding } from '../../server/knowledge/decision.ts';
import { Console, createAccount } from '../support/agent.ts';
import { startApp, type TestApp } from '../support/app.ts';
import { ask, clientId, must, Visitor } from '../support/client.ts';
import { shippedKnowledge } from '../support/knowledge.ts';

const LACKING = 'Wo kann ich einen Parkplatz mieten?';
const ANSWERED = 'Welchen Browser brauche ich?';

const option = (id: string) => ({ kind: 'article' as const, id, title: id });

/** Understands three words, so that the test needs no training. */
const understanding: Understanding = {
  decide: (text): Decision => {
    if (text.includes('Browser')) return { kind: 'answer', article: 'browser', also: [] };
    if (text.includes('Vertrag'))
      return { kind: 'choices', options: [option('vertraege-online'), option('vertraege-nicht-sichtbar')] };
    return { kind: 'none', reason: 'out-of-scope', nearest: ['kontaktdaten-aendern'] };
  },
};

let app: TestApp;
let jana: Console;
let visitor: Visitor;

beforeEach(async () => {
  app = await startApp({ knowledge: shippedKnowledge(), understanding });
  jana = await Console.open(app, await createAccount(app, 'Jana'));
  visitor = await Visitor.come(app.url);
});
afterEach(() => app.close());

const gaps = async () => (await must<{ clusters: GapCluster[] }>(jana.socket, 'gaps:list', {})).clusters;
const callHuman = () => must(visitor.socket, 'handoff:request', { clientId: clientId() });

async function rate(answer: number, helpful: boolean | null) {
  await must(visitor.socket, 'answer:rate', { clientId: clientId(), answer, helpful });
}

describe('what the knowledge lacks', () => {
  it('[W1] is kept when there is no answer, masked and with what came nearest', async () => {
    await visitor.say(`${LACKING} Meine IBAN ist DE02 1203 0000 0000 2020 51.`);
    const [gap] = await gaps();
    expect(gap).toMatchObject({
      count: 1,
      open: 1,
      status: 'open',
      kinds: [{ kind: 'unanswered', count: 1 }],
    });
    expect(gap?.question).toContain('Parkplatz');
    expect(gap?.question).not.toContain('1203');
    expect(gap?.nearest?.id).toBe('kontaktdaten-aendern');
    expect(gap?.weeks).toEqual([{ week: '2026-11-23', count: 1 }]);
    const [row] = await app.parts.store.listGaps(0, 9);
    expect(row?.revision).toBe(app.parts.inForce().knowledge.revision);
  });

  it('[W1] is kept when an answer did not help, once, whatever is pressed afterwards', async () => {
    const answer = (await visitor.say(ANSWERED)).find(({ type }) => type === 'assistant.message');
    await rate(answer!.seq, false);
    await rate(answer!.seq, false);
    await rate(answer!.seq, true);
    const [gap, ...others] = await gaps();
    expect(others).toEqual([]);
    expect(gap).toMatchObject({
      question: ANSWERED,
      kinds: [{ kind: 'unhelpful', count: 1 }],
      nearest: { id: 'browser' },
    });
  });

  it('[W1] is kept when a human is wanted right after an answer, and only then', async () => {
    await visitor.say(ANSWERED);
    await callHuman();
    expect(await gaps()).toMatchObject([
      { question: ANSWERED, kinds: [{ kind: 'handed-off', count: 1 }], nearest: { id: 'browser' } },
    ]);
    const other = await Visitor.come(app.url);
    await must(other.socket, 'handoff:request', { clientId: clientId() });
    expect(await gaps()).toHaveLength(1);
  });

  it('[W1] is kept when none of the choices fits', async () => {
    const said = await visitor.say('Vertrag');
    const choices = said.find((event) => event.type === 'assistant.message');
    if (choices?.type !== 'assistant.message') throw new Error('nothing was said');
    expect(choices.choices.map(({ id }) => id)).toContain('none');
    await visitor.choose(choices.seq, 'none');
    expect(await gaps()).toMatchObject([
      {
        question: 'Vertrag',
        kinds: [{ kind: 'rejected', count: 1 }],
        nearest: { id: 'vertraege-online' },
      },
    ]);
  });

  it('[W2] stands together when it is alike, and can be taken, finished and opened again', async () => {
    for (const text of [LACKING, 'Parkplatz mieten', 'Kann man bei Ihnen einen Parkplatz mieten?'])
      await (await Visitor.come(app.url)).say(text);
    const [gap] = await gaps();
    expect(gap).toMatchObject({ count: 3, open: 3 });
    await must(jana.socket, 'gap:take', { gap: gap!.id });
    expect(await gaps()).toMatchObject([{ status: 'taken', agentName: 'Jana', open: 0 }]);
    app.clock.jump(1);
    await visitor.say(LACKING);
    expect(await gaps()).toMatchObject([{ id: gap!.id, status: 'taken', count: 4, open: 1 }]);
    await must(jana.socket, 'gap:done', { gap: gap!.id });
    expect(await gaps()).toMatchObject([{ status: 'done', open: 0 }]);
    await (await Visitor.come(app.url)).say(LACKING);
    expect(await gaps()).toMatchObject([{ status: 'open', count: 5, open: 1 }]);
    await must(jana.socket, 'gap:reopen', { gap: gap!.id });
    expect(await gaps()).toMatchObject([{ status: 'open', open: 5 }]);
    const unknown = await ask(jana.socket, 'gap:take', { gap: 'unknown' });
    expect(unknown).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });
});

describe('the figures of use', () => {
  it('[W3] count by week and article, take back a rating, and are for supervisors', async () => {
    const answer = (await visitor.say(ANSWERED)).find(({ type }) => type === 'assistant.message');
    await rate(answer!.seq, true);
    await rate(answer!.seq, false);
    await callHuman();
    const refused = await ask(jana.socket, 'figures:usage', { weeks: 2 });
    expect(refused).toMatchObject({ ok: false, error: { code: 'not-allowed' } });
    app.clock.jump(7 * 24 * 60 * 60 * 1000);
    await (await Visitor.come(app.url)).say(LACKING);
    const chief = await Console.open(app, await createAccount(app, 'Klein', 'supervisor'), false);
    const figures = await must<{ weeks: string[]; rows: UsageRow[]; titles: Record<string, string> }>(
      chief.socket,
      'figures:usage',
      { weeks: 2 },
    );
    expect(figures.weeks).toEqual(['2026-11-23', '2026-11-30']);
    expect(figures.rows).toEqual([
      { week: '2026-11-23', measure: 'answered', article: 'browser', count: 1 },
      { week: '2026-11-23', measure: 'asked', count: 1 },
      { week: '2026-11-23', measure: 'handed-off', article: 'browser', count: 1 },
      { week: '2026-11-23', measure: 'unhelpful', article: 'browser', count: 1 },
      { week: '2026-11-30', measure: 'asked', count: 1 },
      { week: '2026-11-30', measure: 'unanswered', count: 1 },
    ]);
    expect(Object.keys(figures.titles)).toEqual(['browser']);
  });
});
