import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Knowledge } from '../../../server/knowledge/knowledge.ts';
import { type Child, startProgram } from './children.ts';

/** A server that something is held against. */
export interface Yardstick {
  readonly port: number;
  readonly pid: number;
  end(): Promise<void>;
}

/** Bare socket.io that acknowledges what it is sent. */
export async function startEcho(): Promise<Yardstick> {
  return listeningOf(await startProgram('yardsticks/echo.ts'));
}

/** A bare server of equal durability, with the same articles behind a plain MiniSearch. */
export async function startDurable(folder: string, { articles }: Knowledge): Promise<Yardstick> {
  const plain = [...articles.values()].map(({ id, title, questions, keywords, text }) => ({
    id,
    title,
    questions: questions.join(' '),
    keywords: keywords.join(' '),
    text,
  }));
  writeFileSync(join(folder, 'articles.json'), JSON.stringify(plain));
  return listeningOf(await startProgram('yardsticks/durable.ts', [folder]));
}

async function listeningOf(child: Child): Promise<Yardstick> {
  const told = new Promise<{ port: number }>((resolve) => child.process.once('message', resolve));
  const { port } = await Promise.race([told, child.failed]);
  return { port, pid: child.pid, end: () => child.end() };
}
