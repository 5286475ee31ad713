import { Findings, type Outcome, type Proof, type RunOptions } from './proof.ts';
import { Crowd } from './support/crowd.ts';
import { paceOf } from './support/fast-clock.ts';
import { type Ground, onGround, withStore } from './support/ground.ts';
import { integrityOf } from './support/integrity.ts';
import { startProgram } from './support/program.ts';

/** Visitors write without a pause while their server is killed again and again (a round is one kill). */
export const crash: Proof = {
  name: 'crash',
  promise: 'What was acknowledged is stored once, however often the server is killed.',
  saboteur: 'answers when the statements have run, and commits later',
  engines: ['sqlite', 'postgres'],
  run: (options) => onGround(options, (ground) => killAndLook(options, ground)),
};

const KILLS = { small: 5, long: 200 };
const KILLS_SABOTAGED = 2;
const GUESTS = { small: 6, long: 12 };
/** Acknowledgements between two kills: from this many to twice as many. */
const HEARD = { small: 20, long: 60 };

async function killAndLook({ size, sabotage, rounds }: RunOptions, ground: Ground): Promise<Outcome> {
  const { place } = ground;
  const findings = new Findings();
  const kills = rounds ?? (sabotage ? KILLS_SABOTAGED : KILLS[size]);
  const saboteur = sabotage ? 'acknowledges-early' : 'none';
  const program = await startProgram({ place, pace: paceOf(1_000), saboteur });
  const crowd = await Crowd.open(GUESTS[size], () => program.port);
  crowd.converse();
  for (let kill = 0; kill < kills; kill += 1) {
    await crowd.hear(Math.round(HEARD[size] * (1 + Math.random())));
    await program.kill();
    await program.revive();
    crowd.announceOnline();
  }
  await withStore(place, (store) => crowd.settle(store, findings, sabotage ? 1_000 : 20_000));
  await program.end();
  const integrity = await integrityOf(place);
  findings.expect(integrity === 'ok', 'integrity', integrity);
  await crowd.close();
  const { said, acknowledged } = crowd;
  const lost = findings.count('acknowledged and lost');
  const twice = findings.count('stored twice') + findings.count('said twice');
  return {
    figures: { kills, visitors: crowd.guests.length, said, acknowledged, lost, twice, integrity },
    broken: findings.sentences(),
  };
}
