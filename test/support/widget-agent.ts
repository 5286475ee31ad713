import { Console, createAccount } from './agent.ts';
import type { TestApp } from './app.ts';
import { clientId, must } from './client.ts';

/** An agent in a chat, as far as a visitor's window sees it. */
export interface ChatAgent {
  say(text: string): Promise<unknown>;
  typing(): Promise<unknown>;
  close(): Promise<unknown>;
  /** The last event that the visitor is known to have been shown. */
  visitorRead(): Promise<number>;
}

/** An agent who is there; what comes back accepts the chat that waits longest. */
export async function waitingFor(app: TestApp, name: string): Promise<() => Promise<ChatAgent>> {
  const desk = await Console.open(app, await createAccount(app, name));
  return async () => {
    const { conversation, handoff, epoch } = await desk.firstWaiting();
    const ref = { conversation, handoff, epoch, clientId: clientId() };
    const accepted = await must<{ epoch: number }>(desk.socket, 'chat:accept', ref);
    const chat = { conversation, handoff, epoch: accepted.epoch };
    return {
      say: (text) => must(desk.socket, 'message:send', { ...chat, clientId: clientId(), text }),
      typing: () => must(desk.socket, 'typing:set', { conversation, typing: true }),
      visitorRead: async () => {
        const page = await must<{ visitorRead: number }>(desk.socket, 'conversation:sync', {
          conversation,
          since: 0,
        });
        return page.visitorRead;
      },
      close: () => must(desk.socket, 'chat:close', { ...chat, clientId: clientId(), reason: 'solved' }),
    };
  };
}
