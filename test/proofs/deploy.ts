import { Findings, type Outcome, type Proof, percentile, type RunOptions } from './proof.ts';
import { Crowd } from './support/crowd.ts';
import { paceOf } from './support/fast-clock.ts';
import { onGround, type Place, withStore } from './support/ground.ts';
import { later } from './support/link.ts';
import { type Program, startProgram } from './support/program.ts';

/**
 * Visitors write 50 messages a second while their server gets SIGTERM and another takes its place: on SQLite at the
 * same port, on PostgreSQL while a second process goes on (a round is one such change).
 */
export const deploy: Proof = {
  name: 'deploy',
  promise: 'A change of the program under load loses nothing, and hardly anybody notices.',
  saboteur: 'acknowledges before the commit and ends at SIGTERM without finishing',
  engines: ['sqlite', 'postgres'],
  run: (options) => onGround(options, ({ place }) => change(place, options)),
};

const CHANGES = { small: 1, long: 10 };
const GUESTS = 10;
/** Each of ten visitors five times a second. The clock runs twenty times faster, so no rate holds them back. */
const EVERY_MS = 200;
const SPEED = 20;
/** Before and after a change. */
const CALM_MS = { small: 500, long: 3_000 };
/** What the long form, on a machine of its own, asks for. */
const LONGEST_DRAIN_MS = 10_000;
const LONGEST_GAP_MS = 3_000;

async function change(
  place: Place,
  { size, sabotage, rounds = CHANGES[size] }: RunOptions,
): Promise<Outcome> {
  const findings = new Findings();
  const saboteur = sabotage ? 'leaves-at-once' : 'none';
  const pace = paceOf(SPEED);
  const count = place.engine === 'sqlite' ? 1 : 2;
  const programs: Program[] = [];
  for (let index = 0; index < count; index += 1) programs.push(await startProgram({ place, pace, saboteur }));
  const up = new Set(programs);
  let turn = 0;
  // As a reverse proxy would: whoever takes connections gets them.
  const port = () => [...up][turn++ % Math.max(1, up.size)]?.port ?? programs[0]?.port ?? 0;
  const crowd = await Crowd.open(GUESTS, port);
  crowd.write(EVERY_MS);
  const gaps: number[] = [];
  const drains: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await later(CALM_MS[size]);
    const begun = performance.now();
    const program = programs[round % count];
    if (program === undefined) break;
    up.delete(program);
    const code = await program.stop();
    drains.push(performance.now() - begun);
    findings.expect(code === 0, 'ended with an error', `code ${code}`);
    await program.revive();
    up.add(program);
    await crowd.hear(2 * GUESTS, 30_000);
    await later(CALM_MS[size]);
    const longest = crowd.guests.map((guest) =>
      Math.max(...guest.said.filter(({ at }) => at > begun - 1_000).map(({ took = 0 }) => took)),
    );
    gaps.push(...longest);
  }
  await withStore(place, (store) => crowd.settle(store, findings, sabotage ? 1_500 : 30_000));
  for (const program of programs) await program.end();
  await crowd.close();
  const gap = Math.round(percentile(gaps, 0.99));
  const drain = Math.round(Math.max(...drains));
  if (size === 'long') {
    findings.expect(gap <= LONGEST_GAP_MS, 'gap too long', `${gap} ms`);
    findings.expect(drain <= LONGEST_DRAIN_MS, 'drain too long', `${drain} ms`);
  }
  const lost = findings.count('acknowledged and lost');
  return {
    figures: { changes: rounds, processes: count, said: crowd.said, lost, drainMsMax: drain, gapMsP99: gap },
    broken: findings.sentences(),
  };
}
