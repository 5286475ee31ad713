import { approve } from './approve.ts';
import type { Approved, Article } from './knowledge.ts';
import { plainValue } from './plain-yaml.ts';
import { ProblemList } from './problem.ts';
import { readableText } from './render.ts';
import { sameQuestion } from './same-question.ts';
import { ArticleHead } from './schema.ts';
import { validateKnown } from './validate.ts';
import { parseYaml, placer, type TextFile, type Yaml, type YamlPath, yamlWhenAsked } from './yaml-file.ts';

/** Where an article was found: `articles/<topic>/<id>.md`. */
export interface ArticleFile extends TextFile {
  readonly id: string;
  readonly topic: string;
}

/** An article with its front matter, for checks that compare it with others. */
export interface ReadArticle {
  readonly article: Article;
  readonly head: Yaml;
  /** The title, then the example questions. */
  readonly asked: readonly AskedQuestion[];
}

export interface AskedQuestion {
  readonly question: string;
  /** Equal for questions that differ only in how they are typed. */
  readonly key: string;
  /** Where it stands in the front matter. */
  readonly path: YamlPath;
}

/** Reads one article; undefined when it cannot be used, and then an error was reported. */
export function readArticle(file: ArticleFile, problems: ProblemList): ReadArticle | undefined {
  const parts = split(file.text);
  const at = placer(file);
  if (!parts) {
    problems.error(
      at(0),
      'Der Kopf des Artikels fehlt.',
      'Die Datei beginnt mit einer Zeile ---, darunter „title: …“, dann wieder ---, dann die Antwort.',
    );
    return undefined;
  }
  const errors = problems.errorCount;
  const yaml = parseHead(file, problems, parts.head);
  const head = yaml && validateKnown(yaml, ArticleHead, problems);
  const isWhole = problems.errorCount === errors;
  const body = approveBody(file, parts.body, problems);
  if (!yaml || !head) return undefined;
  // What is missing may be there under a misspelled name.
  if (isWhole) warnOfGaps(head, yaml, problems);
  return { article: describe(file, head, body), head: yaml, asked: askedIn(head) };
}

/** Nearly all heads are so plain that their values can be told without parsing all of YAML. */
function parseHead(file: ArticleFile, problems: ProblemList, head: Section): Yaml | undefined {
  const value = plainValue(file.text.slice(head.from, head.to));
  if (value === undefined) return parseYaml(file, problems, head);
  const yaml = yamlWhenAsked(value, () => parseYaml(file, new ProblemList(), head)!);
  const at = placer(file, head.from);
  // A plain text begins with its first entry, and the head as a whole is what is asked for most.
  return { ...yaml, place: (path) => (path.length === 0 ? at(0) : yaml.place(path)) };
}

function approveBody(file: ArticleFile, from: number, problems: ProblemList): Approved {
  const text = file.text.slice(from);
  const blank = text.trim() === '' ? 1 : text.length - text.trimStart().length;
  const start = placer(file)(from + blank);
  return approve(
    `article:${file.id}`,
    text,
    (line, column) => ({ file: file.path, line: start.line + line - 1, column }),
    problems,
  );
}

function describe({ id, topic, path }: ArticleFile, head: ArticleHead, approved: Approved): Article {
  const { source, revision, body } = approved;
  return {
    source,
    revision,
    body,
    text: readableText(body),
    id,
    topic,
    file: path,
    title: head.title,
    questions: head.questions,
    keywords: head.keywords,
    offers: head.offers,
    seeAlso: head.see_also,
    ...(head.owner !== undefined && { owner: head.owner }),
    ...(head.review_by !== undefined && { reviewBy: head.review_by }),
    ...(head.valid_from !== undefined && { validFrom: head.valid_from }),
    ...(head.valid_to !== undefined && { validTo: head.valid_to }),
    ...(head.updated !== undefined && { updated: head.updated }),
    tests: { must: head.tests.must, mustNot: head.tests.must_not },
  };
}

function askedIn({ title, questions }: ArticleHead): AskedQuestion[] {
  return [
    { question: title, key: sameQuestion(title), path: ['title'] },
    ...questions.map((question, index) => ({
      question,
      key: sameQuestion(question),
      path: ['questions', index],
    })),
  ];
}

function warnOfGaps(head: ArticleHead, yaml: Yaml, problems: ProblemList): void {
  const missing = [
    head.questions.length === 0 && 'questions',
    head.keywords.length === 0 && 'keywords',
    head.owner === undefined && 'owner',
    head.review_by === undefined && 'review_by',
    head.tests.must.length === 0 && 'tests',
  ].filter((name) => name !== false);
  if (missing.length === 0) return;
  problems.warning(
    yaml.place([]),
    `Im Kopf fehlt: ${missing.join(', ')}.`,
    'Der Artikel gilt trotzdem; mit Beispielfragen wird er besser gefunden, mit Prüfdatum nicht vergessen.',
  );
}

interface Section {
  readonly from: number;
  readonly to: number;
}

/** Offsets of front matter and body; undefined without front matter. */
function split(text: string): { head: Section; body: number } | undefined {
  const opening = /^---[ \t]*\n/.exec(text);
  if (!opening) return undefined;
  const from = opening[0].length;
  const closing = /^---[ \t]*$/m.exec(text.slice(from));
  if (!closing) return undefined;
  const to = from + closing.index;
  return { head: { from, to }, body: to + closing[0].length };
}
