import type { ConversationEvent } from '../protocol/conversation.ts';
import { readConfig } from '../server/config.ts';
import { openStore } from '../server/store/open.ts';
import type { Store } from '../server/store/store.ts';
import { openUnderstanding } from './support/open.ts';
import { replay, replayLines } from './support/replay.ts';

const PAGE = 500;

/** `npm run replay -- CONVERSATION`: its questions with what was answered then and what would be answered today. */
async function main([conversation]: readonly string[]): Promise<void> {
  if (conversation === undefined) throw new Error('Welches Gespräch? Aufruf: npm run replay -- KENNUNG');
  const { DATA_DIR: dataDir, DATABASE_URL: databaseUrl } = readConfig(process.env);
  const store = await openStore({ dataDir, databaseUrl });
  try {
    const events = await allEvents(store, conversation);
    if (events.length === 0) throw new Error(`Ein Gespräch ${conversation} gibt es nicht.`);
    const { knowledge, understanding } = await openUnderstanding();
    process.stdout.write(`${replayLines(replay(events, knowledge, understanding)).join('\n')}\n`);
  } finally {
    await store.close();
  }
}

async function allEvents(store: Store, conversation: string): Promise<ConversationEvent[]> {
  const events: ConversationEvent[] = [];
  for (;;) {
    const page = await store.listEvents(conversation, events.length, PAGE);
    events.push(...page);
    if (page.length < PAGE) return events;
  }
}

process.stdout.on('error', () => process.exit(0));

try {
  await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
