import { execFile } from 'node:child_process';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundleProgram } from '../../scripts/bundle-program.mjs';
import { restore } from '../../server/store/restore.ts';
import { Findings, type Outcome, type Proof, type RunOptions } from './proof.ts';
import { compareViews, storedOf } from './support/book.ts';
import { Crowd } from './support/crowd.ts';
import { paceOf } from './support/fast-clock.ts';
import { onGround, type Place, withStore } from './support/ground.ts';
import { later } from './support/link.ts';
import { startProgram } from './support/program.ts';

/**
 * Visitors write 100 messages a second while a backup is made and for a while after it; then it is put in place. They
 * must hold exactly what it holds, although they had seen more, and go on from there.
 */
export const backup: Proof = {
  name: 'backup',
  promise:
    'A backup made under load has all that was acknowledged before it began, and clients go back to it.',
  saboteur: 'copies the database file instead of backing it up',
  engines: ['sqlite'],
  run: (options) => onGround(options, ({ place }) => backUpAndRestore(place, options)),
};

const GUESTS = 10;
/** Each of ten visitors ten times a second. The clock runs thirty times faster, so no rate holds them back. */
const EVERY_MS = 100;
const SPEED = 30;
/** Acknowledgements before the backup begins. */
const HEARD = { small: 80, long: 2_000 };
const AFTER_MS = 1_000;
const SETTLE_MS = { plain: 30_000, sabotaged: 4_000 };

async function backUpAndRestore(place: Place, { size, sabotage }: RunOptions): Promise<Outcome> {
  const findings = new Findings();
  const { dataDir } = place;
  const target = join(dataDir, 'backup.db');
  const program = await startProgram({ place, pace: paceOf(SPEED) });
  const crowd = await Crowd.open(GUESTS, () => program.port);
  crowd.write(EVERY_MS);
  await crowd.hear(HEARD[size], 120_000);
  const before = crowd.guests.map(({ acknowledged }) => new Set(acknowledged));
  const begun = performance.now();
  if (sabotage) copyFileSync(join(dataDir, 'lotse.db'), target);
  else await promisify(execFile)(process.execPath, [await bundleProgram(WORKER), dataDir, target]);
  const took = performance.now() - begun;
  await later(AFTER_MS);
  crowd.stop();
  for (const guest of crowd.guests) await guest.until(() => guest.idle, 'everything was stored', 30_000);

  await program.stop();
  const away = performance.now();
  try {
    restore(target, dataDir, Date.now());
  } catch (error) {
    findings.note('cannot be restored', String(error));
  }
  await program.revive();
  crowd.announceOnline();
  const limit = SETTLE_MS[sabotage ? 'sabotaged' : 'plain'];
  let restored = 0;
  await withStore(place, async (store) => {
    for (const [index, guest] of crowd.guests.entries()) {
      const stored = await storedOf(store, guest.token);
      restored += stored.length;
      const kept = new Set(
        stored.flatMap((event) => (event.type === 'visitor.message' ? [event.clientId] : [])),
      );
      for (const id of before[index] ?? []) findings.expect(kept.has(id), 'acknowledged before and lost', id);
      const back = ({ events, line }: typeof guest.state) => line === 'up' && events.length === stored.length;
      await guest.until(back, 'the restored conversation was seen', limit).catch((error) => {
        findings.note('client keeps what is gone', String(error.message));
      });
      compareViews('visitor', guest.events, stored, findings);
    }
  });
  const returned = performance.now() - away;
  for (const guest of crowd.guests) guest.say('Geht es weiter?');
  await withStore(place, async (store) => {
    for (const guest of crowd.guests) {
      await guest.until(() => guest.idle, 'a new message was stored', limit).catch(() => {});
      const texts = (await storedOf(store, guest.token)).flatMap((event) =>
        'text' in event ? [event.text] : [],
      );
      findings.expect(texts.includes('Geht es weiter?'), 'cannot go on', String(guest.token));
    }
  });
  await program.end();
  await crowd.close();
  return {
    figures: {
      said: crowd.said,
      acknowledgedBefore: before.reduce((sum, ids) => sum + ids.size, 0),
      restored,
      lost: findings.count('acknowledged before and lost'),
      backupMs: Math.round(took),
      backMs: Math.round(returned),
    },
    broken: findings.sentences(),
  };
}

const WORKER = 'test/proofs/workers/backup.ts';
