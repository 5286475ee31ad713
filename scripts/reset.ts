import { createReset } from '../server/chat/team.ts';
import { systemClock } from '../server/clock.ts';
import { readConfig } from '../server/config.ts';
import { openStore } from '../server/store/open.ts';
import type { Store } from '../server/store/store.ts';

/** `npm run reset -- LOGIN`: a one-time link with which the owner of an account sets a new password. */
async function main([login]: readonly string[]): Promise<void> {
  if (login === undefined) throw new Error('Say whose password: npm run reset -- LOGIN');
  const config = readConfig(process.env);
  const store = await openStore({ dataDir: config.DATA_DIR, databaseUrl: config.DATABASE_URL });
  try {
    const link = await createReset({ store, clock: systemClock() }, await findAccount(store, login));
    process.stdout.write(
      `Open this link within 24 hours, on the server's own address. It works once and ends all sessions:\n  ` +
        `http://localhost:${config.PORT}/console#passwort=${link.token}\n`,
    );
  } finally {
    await store.close();
  }
}

async function findAccount(store: Store, login: string): Promise<string> {
  const found = await store.findPassword(login);
  if (found === undefined)
    throw new Error(`There is no account "${login}"; ${await knownSupervisors(store)}`);
  if (found.agent.disabled)
    throw new Error(`The account "${login}" is disabled: a supervisor can enable it.`);
  return found.agent.id;
}

async function knownSupervisors(store: Store): Promise<string> {
  const supervisors = (await store.listAgents()).filter((it) => it.role === 'supervisor' && !it.disabled);
  return supervisors.length === 0
    ? 'there are no supervisors yet: npm start prints a link for the first one.'
    : `supervisors are ${supervisors.map((it) => it.login).join(', ')}.`;
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
