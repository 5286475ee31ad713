import { join, relative, resolve } from 'node:path';
import { type KnowledgeFiles, type PartFile, RULES_FILE, readFiles } from './files.ts';
import { ProblemList } from './problem.ts';
import { revisionOf } from './revision.ts';
import type { TextFile } from './yaml-file.ts';

/** The files to read, each the folder's own or the one that ships with the program. */
export interface Sources extends KnowledgeFiles {
  /** The texts that ship with the program, which complete the folder's own; absent when these are the own ones. */
  readonly shippedTexts?: TextFile;
}

/** What the shipped folder fills in; topics, neighbours, synonyms and out-of-scope phrases fit only their own articles. */
const FILLED_IN: readonly PartFile[] = [
  'texts.yaml',
  'intents.yaml',
  'languages.yaml',
  'hours.yaml',
  'replies.yaml',
];

/** Reads a knowledge folder and fills in what it leaves out from the folder that ships with the program, if given. */
export function readSources(dir: string, defaultsDir: string | undefined, problems: ProblemList): Sources {
  const own = readFiles(dir, problems);
  if (own.articles.length === 0 && !problems.hasErrors)
    problems.error(
      { file: join(dir, 'articles'), line: 1, column: 1 },
      'Es gibt keinen Artikel.',
      'Legen Sie einen an, zum Beispiel articles/portal/browser.md.',
    );
  const isShipped = defaultsDir === undefined || resolve(defaultsDir) === resolve(dir);
  // What is misplaced in the shipped folder is no concern of those who edit another one.
  const shippedFiles = isShipped ? undefined : readFiles(defaultsDir, new ProblemList());
  const shipped = shippedFiles?.parts;
  const parts = new Map(own.parts);
  for (const name of FILLED_IN) {
    const file = parts.get(name) ?? shipped?.get(name);
    if (file) parts.set(name, file);
    else reportMissing(join(isShipped ? dir : defaultsDir, name), problems);
  }
  const shippedTexts = shipped?.get('texts.yaml');
  const completes = shippedTexts && shippedTexts !== parts.get('texts.yaml');
  const flowRules = own.flowRules ?? (own.flows.length > 0 ? shippedFiles?.flowRules : undefined);
  if (own.flows.length > 0 && !flowRules)
    reportMissing(join(isShipped ? dir : defaultsDir, 'flows', RULES_FILE), problems);
  return {
    articles: own.articles,
    parts,
    flows: own.flows,
    ...(flowRules && { flowRules }),
    ...(completes && { shippedTexts }),
  };
}

function reportMissing(file: string, problems: ProblemList): void {
  problems.error(
    { file, line: 1, column: 1 },
    'Die Datei fehlt.',
    'Legen Sie sie wieder an; sie gehört zum mitgelieferten Ordner.',
  );
}

/**
 * One hash over everything that was read and over which articles are in force, since that changes by the calendar alone.
 */
export function revisionOfSources(sources: Sources, dir: string, inForce: Iterable<string>): string {
  const { articles, parts, flows, flowRules, shippedTexts } = sources;
  const named: [string, TextFile][] = [
    ...[...articles, ...flows].map((file): [string, TextFile] => [relative(dir, file.path), file]),
    ...parts,
    ...(flowRules ? [['flow rules', flowRules] as [string, TextFile]] : []),
    ...(shippedTexts ? [['shipped texts.yaml', shippedTexts] as [string, TextFile]] : []),
  ];
  return revisionOf(...named.flatMap(([name, { text }]) => [name, text]), ...inForce);
}
