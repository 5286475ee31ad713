import { randomBytes } from 'node:crypto';
import { bundleProgram } from '../../bundle-program.mjs';
import { DIST } from '../../paths.mjs';
import { type Child, startChild, type Worker, workerOf } from './children.ts';
import type { Place } from './ground.ts';

/** The program itself, as it is built, in a process of its own. */
export interface House extends Worker {
  readonly port: number;
  /** From starting Node until it said that it is ready, in ms. */
  readonly startMs: number;
}

/** Every process of a run seals with the same key. */
const SEAL_KEY = randomBytes(32).toString('base64url');

export interface HouseOptions {
  readonly place: Place;
  /** The port that it had before; a free one by default. */
  readonly port?: number;
  readonly knowledgeDir?: string;
}

/**
 * Starts it as in production, with a desk that never closes, and believing where its visitors say that they come
 * from, since limits count by address.
 */
export async function startHouse({ place, port = 0, knowledgeDir }: HouseOptions): Promise<House> {
  const probe = await bundleProgram('scripts/bench/probe.ts');
  const begun = performance.now();
  const child = startChild(`${DIST}server/main.js`, [], {
    flags: ['--expose-gc', '--import', probe],
    env: {
      NODE_ENV: 'production',
      LOG: 'json',
      PORT: String(port),
      DATA_DIR: place.dataDir,
      ...(place.databaseUrl !== undefined && { DATABASE_URL: place.databaseUrl }),
      ...(knowledgeDir !== undefined && { KNOWLEDGE_DIR: knowledgeDir }),
      SEAL_KEY,
      SERVICE_HOURS: 'always',
      TRUST_PROXY: '1',
    },
  });
  const listens = await Promise.race([saysPort(child), child.failed]);
  const startMs = performance.now() - begun;
  return { ...workerOf(child), port: listens, startMs };
}

function saysPort(child: Child): Promise<number> {
  let said = '';
  return new Promise((resolve) =>
    child.process.stdout?.on('data', (data) => {
      said += data;
      const port = /\/\/localhost:(\d+)\/console\s/.exec(said)?.[1];
      if (port !== undefined) resolve(Number(port));
    }),
  );
}

/** Resident memory once everything that nobody needs is gone. */
export async function collectedMiB(house: House): Promise<number> {
  const { rss } = await house.call<NodeJS.MemoryUsage>('memory');
  return rss / 2 ** 20;
}
