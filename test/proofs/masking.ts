import { mask } from '../../server/language/mask.ts';
import { emailsIn } from '../../server/language/reach-details.ts';
import type { Store } from '../../server/store/store.ts';
import { type MaskingCase, maskingCorpus } from '../language/masking-corpus.ts';
import { Console, createAccount } from '../support/agent.ts';
import { startApp } from '../support/app.ts';
import { clientId, must, Visitor } from '../support/client.ts';
import { talk } from '../support/desk.ts';
import { Findings, type Outcome, type Proof, type RunOptions } from './proof.ts';
import { onGround, type Place, withStore } from './support/ground.ts';
import { smallKnowledge } from './support/parts.ts';
import { readRemains } from './support/remains.ts';

/**
 * German texts with account, card, pension, tax and health insurance numbers, addresses and telephone numbers made
 * afresh, beside contracts, dates and codes that only look alike. Some (a round is one) also go to a server, each in
 * one of the ways that words take into it, and are then looked for in every table and in the log.
 */
export const masking: Proof = {
  name: 'masking',
  promise:
    'What is personal in a visitor’s words is masked before it is stored or logged, and little else is.',
  saboteur: 'looks for e-mail addresses only',
  engines: ['sqlite'],
  run: (options) =>
    onGround(options, ({ place }) => withStore(place, (store) => look(store, place, options))),
};

/** Texts that go through a server. */
const SENT = { small: 30, long: 600 };
const LEAST_RECALL = 0.99;
const LEAST_PRECISION = 0.98;
/** From one visitor, before the next one comes. */
const EACH = 30;

async function look(
  store: Store,
  place: Place,
  { size, sabotage, rounds = SENT[size] }: RunOptions,
): Promise<Outcome> {
  const findings = new Findings();
  const corpus = maskingCorpus();
  const hidden = (text: string) =>
    (sabotage ? emailsIn(text) : mask(text).spans).map(({ from, to }) => text.slice(from, to));
  const { recall, precision } = measure(corpus, hidden);
  findings.expect(recall >= LEAST_RECALL, 'too little is found', share(recall));
  findings.expect(precision >= LEAST_PRECISION, 'too much is hidden', share(precision));
  const sent = corpus.filter(({ personal }) => personal.length > 0).slice(0, rounds);
  const { details, leaked } = await send(store, place, sent, findings);
  return {
    figures: {
      texts: corpus.length,
      recall: share(recall),
      precision: share(precision),
      sent: sent.length,
      details,
      leaked,
    },
    broken: findings.sentences(),
  };
}

function measure(corpus: readonly MaskingCase[], hidden: (text: string) => string[]) {
  const sums = { personal: 0, found: 0, hidden: 0, right: 0 };
  for (const { text, personal } of corpus) {
    const spans = hidden(text);
    sums.personal += personal.length;
    sums.found += personal.filter((detail) => spans.some((span) => span.includes(detail))).length;
    sums.hidden += spans.length;
    sums.right += spans.filter((span) => personal.some((detail) => span.includes(detail))).length;
  }
  return { recall: sums.found / sums.personal, precision: sums.right / Math.max(1, sums.hidden) };
}

type Way = (visitor: Visitor, text: string, desk: Console, conversation: string) => Promise<unknown>;

/** Everything that takes words of visitors, or of agents about them. */
const WAYS: readonly Way[] = [
  (visitor, text) => visitor.say(text),
  ({ socket }, text) =>
    must(socket, 'request:submit', { clientId: clientId(), text, email: 'antwort@proof.example' }),
  ({ socket }, text) => must(socket, 'visitor:describe', { name: text, data: { Angabe: text } }),
  ({ socket }, text) =>
    must(socket, 'visitor:describe', {
      page: { url: `https://portal.example/${encodeURIComponent(text)}`, title: text },
    }),
  (_, text, { socket }, conversation) =>
    must(socket, 'note:add', { conversation, clientId: clientId(), text }),
];

/** Writes the texts to a server and looks for their details afterwards. What the mask misses counts in the recall. */
async function send(store: Store, place: Place, cases: readonly MaskingCase[], findings: Findings) {
  const app = await startApp({ store, ...smallKnowledge()() });
  let details = 0;
  let leaked = 0;
  try {
    const capacity = Math.ceil(cases.length / EACH);
    const desk = await Console.open(app, await createAccount(app, 'Anna', 'agent', capacity));
    for (let from = 0; from < cases.length; from += EACH) {
      const visitor = await Visitor.come(app.url);
      const { conversation } = await talk(visitor, desk);
      for (const [nth, { text }] of cases.slice(from, from + EACH).entries()) {
        // So that no rate holds the visitor back.
        app.clock.advance(2_000);
        await WAYS[nth % WAYS.length]!(visitor, text, desk, conversation);
      }
      visitor.close();
    }
    desk.close();
    const log = app.log.join('');
    const remains = await readRemains(place);
    for (const { text } of cases)
      for (const { from, to } of mask(text).spans) {
        const detail = text.slice(from, to);
        details += 1;
        const places = remains.rowsWith(detail);
        if (log.includes(detail)) places.push('the log');
        if (places.length > 0) leaked += 1;
        for (const where of places) findings.note('stored or logged', `${detail} in ${where}`);
      }
  } finally {
    await app.close();
  }
  return { details, leaked };
}

function share(value: number): string {
  return `${Math.round(value * 10_000) / 100} %`;
}
