import { contentKey, readData, storeData } from './cache-file.ts';
import type { Knowledge } from './knowledge.ts';
import type { Sources } from './sources.ts';
import type { TextFile } from './yaml-file.ts';

/** Under what a checked knowledge is kept: these very files, read by this very program on this very day. */
export interface KnowledgeCache {
  readonly dir: string;
  /** Name of the program's code. */
  readonly program: string;
}

/** The knowledge that these sources gave before without any error; undefined when there is none. */
export function recallKnowledge(
  { dir, program }: KnowledgeCache,
  sources: Sources,
  today: string | undefined,
): Knowledge | undefined {
  const kept = readData(dir, 'knowledge', keyOf(program, sources, today));
  return kept as Knowledge | undefined;
}

export function keepKnowledge(
  { dir, program }: KnowledgeCache,
  sources: Sources,
  today: string | undefined,
  knowledge: Knowledge,
): void {
  storeData(dir, 'knowledge', keyOf(program, sources, today), knowledge);
}

function keyOf(program: string, sources: Sources, today: string | undefined): string {
  const { articles, parts, flows, flowRules, shippedTexts } = sources;
  const named = [...parts].map(([name, { path, text }]) => [name, path, text]);
  const written = (files: readonly (TextFile | undefined)[]) =>
    files.map((file) => file && [file.path, file.text]);
  return contentKey(
    JSON.stringify([
      program,
      today,
      written(articles),
      named,
      written(flows),
      written([flowRules, shippedTexts]),
    ]),
  );
}
