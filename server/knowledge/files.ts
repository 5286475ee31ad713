import { type Dirent, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ArticleFile } from './article.ts';
import { nearest } from './did-you-mean.ts';
import { compareText, type ProblemList } from './problem.ts';
import type { TextFile } from './yaml-file.ts';

/** The files of a knowledge folder besides its articles. */
export const PART_FILES = [
  'texts.yaml',
  'intents.yaml',
  'languages.yaml',
  'hours.yaml',
  'replies.yaml',
  'topics.yaml',
  'neighbours.yaml',
  'synonyms.yaml',
  'out-of-scope.yaml',
  'notices.yaml',
  'links.yaml',
] as const;
export type PartFile = (typeof PART_FILES)[number];

/** What may lie in the folder besides. */
const OTHER_FILES = ['articles', 'flows', 'README.md'];

/** Where a flow was found: `flows/<id>.yaml`. */
export interface FlowFile extends TextFile {
  readonly id: string;
}

/** What holds in every flow, beside the flows. */
export const RULES_FILE = '_rules.yaml';

/** A knowledge folder as it lies on the disk. */
export interface KnowledgeFiles {
  readonly articles: readonly ArticleFile[];
  readonly parts: ReadonlyMap<PartFile, TextFile>;
  readonly flows: readonly FlowFile[];
  readonly flowRules?: TextFile;
}

/** Reads all files of a knowledge folder and reports what lies in the wrong place. Throws nothing. */
export function readFiles(dir: string, problems: ProblemList): KnowledgeFiles {
  const parts = new Map<PartFile, TextFile>();
  const entries = list(dir, problems);
  if (!entries) return { articles: [], parts, flows: [] };
  for (const { name } of entries) {
    if (isPartFile(name)) {
      const file = readText(join(dir, name), problems);
      if (file) parts.set(name, file);
    } else if (!OTHER_FILES.includes(name))
      warnOfStranger(join(dir, name), name, [...PART_FILES, ...OTHER_FILES], UNKNOWN, problems);
  }
  const flows = entries.some(({ name }) => name === 'flows') && readFlowFiles(join(dir, 'flows'), problems);
  return {
    articles: readArticleFiles(join(dir, 'articles'), problems),
    parts,
    ...(flows || { flows: [] }),
  };
}

function readFlowFiles(dir: string, problems: ProblemList): Pick<KnowledgeFiles, 'flows' | 'flowRules'> {
  const names = (list(dir, problems) ?? []).map(({ name }) => name);
  const flows = names.flatMap((name): FlowFile[] => {
    const path = join(dir, name);
    if (name === RULES_FILE) return [];
    if (!name.endsWith('.yaml')) {
      warnOfStranger(path, name, [RULES_FILE], 'Dialoge sind Dateien, deren Name auf .yaml endet.', problems);
      return [];
    }
    const id = name.slice(0, -'.yaml'.length);
    const file = isId(id, path, problems) ? readText(path, problems) : undefined;
    return file ? [{ id, ...file }] : [];
  });
  const flowRules = names.includes(RULES_FILE) ? readText(join(dir, RULES_FILE), problems) : undefined;
  return { flows, ...(flowRules && { flowRules }) };
}

function readArticleFiles(dir: string, problems: ProblemList): ArticleFile[] {
  return (list(dir, problems) ?? []).flatMap((topic) => {
    const path = join(dir, topic.name);
    if (isFolder(path))
      return isId(topic.name, path, problems) ? readTopicFiles(path, topic.name, problems) : [];
    problems.error(
      top(path),
      'Der Artikel liegt in keinem Themenordner.',
      'Legen Sie ihn in einen Ordner darunter, zum Beispiel articles/portal/.',
    );
    return [];
  });
}

function readTopicFiles(dir: string, topic: string, problems: ProblemList): ArticleFile[] {
  return (list(dir, problems) ?? []).flatMap(({ name }) => {
    const path = join(dir, name);
    if (!name.endsWith('.md')) {
      problems.warning(
        top(path),
        'Das wird nicht gelesen.',
        'Artikel sind Dateien, deren Name auf .md endet.',
      );
      return [];
    }
    const id = name.slice(0, -'.md'.length);
    const file = isId(id, path, problems) ? readText(path, problems) : undefined;
    return file ? [{ id, topic, ...file }] : [];
  });
}

/** The visible entries of a folder in an order that is the same everywhere; undefined when it cannot be read. */
function list(dir: string, problems: ProblemList): Dirent[] | undefined {
  try {
    return readdirSync(dir, { withFileTypes: true })
      .filter(({ name }) => !isTemporary(name))
      .sort((a, b) => compareText(a.name, b.name));
  } catch (error) {
    const code = codeOf(error);
    problems.error(
      top(dir),
      code === 'ENOENT' ? 'Der Ordner fehlt.' : `Der Ordner ist nicht lesbar (${code}).`,
      'Legen Sie ihn an oder geben Sie ihn frei.',
    );
    return undefined;
  }
}

/** Files that editors and systems leave beside the real ones. */
export function isTemporary(name: string): boolean {
  return /^[.#~]|[~#]$|\.(swp|swx|tmp|bak|orig)$/.test(name);
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

function readText(path: string, problems: ProblemList): TextFile | undefined {
  try {
    const text = UTF_8.decode(readFileSync(path));
    return { path, text: text.normalize('NFC').replace(/\r\n?/g, '\n') };
  } catch (error) {
    problems.error(
      top(path),
      `Die Datei ist nicht lesbar (${codeOf(error)}).`,
      'Geben Sie die Datei frei und speichern Sie sie als UTF-8.',
    );
    return undefined;
  }
}

function isId(name: string, path: string, problems: ProblemList): boolean {
  const valid = /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name);
  if (!valid)
    problems.error(
      top(path),
      `„${name}“ ist kein gültiger Name.`,
      'Nehmen Sie kleine Buchstaben ohne Umlaute, Ziffern und Bindestriche, zum Beispiel konto-kuendigen.',
    );
  return valid;
}

const UNKNOWN = 'Der Ordner kennt nur die Dateien, die in README.md stehen.';

function warnOfStranger(
  path: string,
  name: string,
  known: readonly string[],
  hint: string,
  problems: ProblemList,
): void {
  const meant = nearest(name, known);
  problems.warning(top(path), 'Das wird nicht gelesen.', meant ? `Gemeint ist wohl „${meant}“.` : hint);
}

function isPartFile(name: string): name is PartFile {
  return PART_FILES.some((part) => part === name);
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    // A link to nowhere; what reads it will say so.
    return false;
  }
}

function top(file: string) {
  return { file, line: 1, column: 1 };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
