import type { Store } from '../../server/store/store.ts';
import { Findings, type Outcome, type Proof, percentile, type RunOptions } from './proof.ts';
import { balance, compareViews, storedEvents, storedOf } from './support/book.ts';
import { Clerk, hire } from './support/clerk.ts';
import { paceOf } from './support/fast-clock.ts';
import { onGround, type Place, withStore } from './support/ground.ts';
import { Guest } from './support/guest.ts';
import { Link, later } from './support/link.ts';
import { startProgram } from './support/program.ts';
import { Storm } from './support/storm.ts';

/**
 * Six chats, each with a visitor who has several tabs, shared by two agents; every client writes over a line of its
 * own that is slow, sliced, silent, reset or cut in the middle of a frame (a round is one message of every client).
 */
export const chaos: Proof = {
  name: 'chaos',
  promise:
    'However bad the lines are, everybody sees the same chat: nothing missing, double or out of order.',
  saboteur: 'answers a sync without what was missed',
  engines: ['sqlite', 'postgres'],
  run: (options) => onGround(options, ({ place }) => weather(place, options)),
};

const MESSAGES = { small: 10, long: 2_000 };
/** What a sync leaves out is never made up for, so little has to go missing. */
const MESSAGES_SABOTAGED = 5;
const CHATS = 6;
const TABS = { small: 2, long: 3 };
const AGENTS = ['Anna', 'Bela'];
/** Between two messages of one client. The clock runs ten times faster, so no rate holds them back. */
const PAUSE_MS = 150;
/** Whoever sees so many messages still waiting writes no further one. */
const MOST_WAITING = 5;
const SPEED = 10;
/** How long the last messages may take once all lines are good again. */
const SETTLE_MS = { plain: 30_000, sabotaged: 1_500 };

async function weather(
  place: Place,
  { size, sabotage, rounds = sabotage ? MESSAGES_SABOTAGED : MESSAGES[size] }: RunOptions,
): Promise<Outcome> {
  const findings = new Findings();
  const limit = SETTLE_MS[sabotage ? 'sabotaged' : 'plain'];
  const pace = paceOf(SPEED);
  const badges = await withStore(place, async (store) => {
    const hired = [];
    for (const name of AGENTS) hired.push(await hire(store, name, CHATS / AGENTS.length, pace));
    return hired;
  });
  const program = await startProgram({ place, pace, saboteur: sabotage ? 'syncs-nothing' : 'none' });
  const port = () => program.port;
  const clerks = await Promise.all(badges.map((badge) => Clerk.open(badge, port)));
  const chats = await Promise.all(Array.from({ length: CHATS }, () => openTabs(TABS[size], port)));
  for (const [first] of chats) first?.session.callHuman();
  for (const clerk of clerks) await clerk.accept(CHATS / AGENTS.length);
  const guests = chats.flat();
  await Promise.all(
    guests.map((guest) => guest.until(({ status }) => status?.owner === 'agent', 'the agent came')),
  );

  const storm = new Storm(
    [
      ...chats.flatMap((tabs) => tabs.map((guest) => ({ ...lineOf(guest), ...sightOf(guest, tabs) }))),
      ...clerks.map(lineOf),
    ],
    limit,
  );
  storm.begin();
  await Promise.all([
    ...guests.map((guest, index) =>
      write(rounds, guest, (number) => guest.say(`Besucher ${index + 1}, Nachricht ${number}`)),
    ),
    ...clerks.map((clerk) =>
      write(rounds, clerk, (number) => {
        for (const { conversation } of clerk.chats.slice(0, 1 + (number % 3)))
          clerk.write(conversation, `${clerk.badge.agent.name}, Nachricht ${number}`);
      }),
    ),
  ]);
  await storm.end();

  await settle([...guests, ...clerks], findings, limit);
  const events = await withStore(place, async (store) => {
    let count = 0;
    await Promise.allSettled([
      ...guests.map((guest) => seenBy(guest, store, limit)),
      ...clerks.map((clerk) => seenByClerk(clerk, store, limit)),
    ]);
    for (const guest of guests) balance(guest, await storedOf(store, guest.token), findings);
    for (const clerk of clerks)
      for (const [conversation, texts] of clerk.written) {
        const stored = await storedEvents(store, conversation);
        count += stored.length;
        compareViews('agent', clerk.view(conversation), stored, findings);
        const kept = stored.flatMap((event) => (event.type === 'agent.message' ? [event.text] : []));
        findings.expect(
          JSON.stringify(kept) === JSON.stringify(texts),
          'agent’s messages differ',
          conversation,
        );
      }
    return count;
  });
  for (const client of [...guests, ...clerks]) await client.close();
  await Promise.all(guests.map(({ link }) => link.close()));
  await program.end();
  const views = guests.length + CHATS;
  const said = guests.reduce((sum, guest) => sum + guest.said.length, 0);
  const p99 = Math.round(percentile(storm.healed, 0.99));
  return {
    figures: {
      clients: guests.length + clerks.length,
      views,
      said,
      events,
      ...storm.faults,
      healedMsP99: p99,
    },
    broken: findings.sentences(),
  };
}

async function write(
  rounds: number,
  { waiting }: { waiting(): number },
  say: (number: number) => void,
): Promise<void> {
  for (let number = 1; number <= rounds; number += 1) {
    while (waiting() >= MOST_WAITING) await later(PAUSE_MS);
    say(number);
    await later(PAUSE_MS);
  }
}

async function openTabs(count: number, port: () => number): Promise<Guest[]> {
  const first = new Guest(await Link.open({ port }));
  await first.ready();
  const others = Array.from(
    { length: count - 1 },
    async () => new Guest(await Link.open({ port }), first.token),
  );
  const guests = [first, ...(await Promise.all(others))];
  await Promise.all(guests.map((guest) => guest.ready()));
  return guests;
}

function lineOf({ link, tab }: Guest | Clerk) {
  return { link, tab };
}

/** What a tab shows, and what there is: the most that any tab of this chat shows. */
function sightOf(guest: Guest, tabs: readonly Guest[]) {
  return {
    reached: () => guest.events.length,
    there: () => Math.max(...tabs.map(({ events }) => events.length)),
  };
}

/** Resolves when this tab shows as much as is stored; what it shows, others compare. */
async function seenBy(guest: Guest, store: Store, ms: number): Promise<void> {
  const { length } = await storedOf(store, guest.token);
  await guest.until(({ events }) => events.length >= length, 'all was seen', ms);
}

async function seenByClerk(clerk: Clerk, store: Store, ms: number): Promise<void> {
  for (const conversation of clerk.written.keys()) {
    const { length } = await storedEvents(store, conversation);
    await clerk.until(() => clerk.view(conversation).length >= length, 'all was seen', ms);
  }
}

async function settle(clients: readonly (Guest | Clerk)[], findings: Findings, ms: number): Promise<void> {
  const waits = clients.map((client) =>
    client instanceof Guest
      ? client.until(({ outbox }) => outbox.length === 0, 'everything was stored', ms)
      : client.until(() => client.idle, 'everything was stored', ms),
  );
  for (const result of await Promise.allSettled(waits))
    if (result.status === 'rejected') findings.note('incomplete', String(result.reason.message));
}
