import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Findings, type Outcome, type Proof, type RunOptions } from './proof.ts';
import { Crowd } from './support/crowd.ts';
import { paceOf } from './support/fast-clock.ts';
import { onGround, type Place, withSql, withStore } from './support/ground.ts';
import { startProgram } from './support/program.ts';

/**
 * Whatever the server flushes to the disk is copied at that moment; at a cut it is killed and goes on with the copies
 * alone (a round is one cut). Needs a C compiler (`cc`) and a system with LD_PRELOAD.
 */
export const powercut: Proof = {
  name: 'powercut',
  promise: 'What was acknowledged is on the disk, so that no power cut takes it back.',
  saboteur: 'runs SQLite with synchronous=NORMAL, its driver’s default',
  engines: ['sqlite'],
  longOnly: true,
  run: (options) => onGround(options, ({ place }) => cutPower(place, options)),
};

const CUTS = 20;
const GUESTS = 6;
/** Acknowledgements between two cuts: from this many to twice as many. */
const HEARD = 30;

async function cutPower(place: Place, { sabotage, rounds = CUTS }: RunOptions): Promise<Outcome> {
  const findings = new Findings();
  const live = join(place.dataDir, 'live');
  const shadow = join(place.dataDir, 'shadow');
  for (const folder of [live, shadow]) mkdirSync(folder);
  const library = join(place.dataDir, 'fsync-shadow.so');
  await compile(library);
  const env = { LD_PRELOAD: library, SHADOW_FROM: live, SHADOW_TO: shadow };
  const disk: Place = { engine: 'sqlite', dataDir: live };
  const saboteur = sabotage ? 'normal-sync' : 'none';
  const program = await startProgram({ place: disk, pace: paceOf(1_000), saboteur }, env);
  const crowd = await Crowd.open(GUESTS, () => program.port);
  crowd.converse();
  for (let cut = 0; cut < rounds; cut += 1) {
    await crowd.hear(Math.round(HEARD * (1 + Math.random()))).catch((error) => {
      if (!sabotage) throw error;
    });
    await program.kill();
    replace(live, shadow);
    await program.revive();
    crowd.announceOnline();
  }
  const patience = sabotage ? 2_000 : 20_000;
  await withStore(disk, (store) => crowd.settle(store, findings, patience));
  await program.end();
  const [row] = await withSql(disk, (sql) => sql.all('pragma integrity_check'));
  findings.expect(row?.integrity_check === 'ok', 'integrity', String(row?.integrity_check));
  await crowd.close();
  const lost = findings.count('acknowledged and lost');
  const { acknowledged } = crowd;
  return { figures: { cuts: rounds, acknowledged, lost }, broken: findings.sentences() };
}

async function compile(library: string): Promise<void> {
  const source = fileURLToPath(new URL('./support/fsync-shadow.c', import.meta.url));
  await promisify(execFile)('cc', ['-shared', '-fPIC', '-O2', '-o', library, source, '-ldl']);
}

/** Of the files that are there only what was flushed is left; the index of the log is never flushed, but made anew. */
function replace(live: string, shadow: string): void {
  const flushed = new Set(readdirSync(shadow));
  for (const name of readdirSync(live)) {
    rmSync(join(live, name));
    if (flushed.has(name)) copyFileSync(join(shadow, name), join(live, name));
  }
}
