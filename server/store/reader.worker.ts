import { parentPort, workerData } from 'node:worker_threads';
import Sqlite from 'better-sqlite3';
import type { Answer, Question } from './reader.ts';

/* Answers questions to the database file one after the other, on a connection that cannot write. */

const raw = new Sqlite(String(workerData), { readonly: true, fileMustExist: true });

function answer({ id, sql, parameters }: Question): Answer {
  try {
    return { id, rows: raw.prepare(sql).all(...parameters) };
  } catch (error) {
    const { message, code = '' } = error as Error & { code?: string };
    return { id, failed: message, code };
  }
}

parentPort?.on('message', (question: Question | 'close') => {
  if (question !== 'close') return parentPort?.postMessage(answer(question));
  raw.close();
  parentPort?.close();
});
