import type { AddressInfo } from 'node:net';
import { type AppParts, createApp } from '../../../server/app.ts';
import type { Store } from '../../../server/store/store.ts';
import type { Pace } from './fast-clock.ts';
import { proofParts, smallKnowledge } from './parts.ts';

/** The program in this process, for proofs that kill nothing. */
export interface LocalApp {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

/** @param change Puts a saboteur in place of a part. */
export async function openLocalApp(
  store: Store,
  pace: Pace,
  change: (parts: AppParts) => AppParts = (parts) => parts,
): Promise<LocalApp> {
  const app = createApp(change(proofParts(store, pace, smallKnowledge())));
  await new Promise<void>((resolve) => app.server.listen(0, '127.0.0.1', resolve));
  const { port } = app.server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, close: () => app.drain() };
}
