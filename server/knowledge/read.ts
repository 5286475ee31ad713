import { type ArticleFile, type ReadArticle, readArticle } from './article.ts';
import { checkArticleReferences, checkQuestions, checkTerms, warnOfReviews } from './article-checks.ts';
import type { ArticleMemory } from './article-memory.ts';
import type { PartFile } from './files.ts';
import type { Article, Knowledge } from './knowledge.ts';
import { type KnowledgeCache, keepKnowledge, recallKnowledge } from './knowledge-cache.ts';
import { checkHosts, readHosts } from './links.ts';
import { readNotices } from './notices.ts';
import { readHours, readIntents, readLanguages, readOutOfScope, readReplies, readSynonyms } from './parts.ts';
import { type Problem, ProblemList } from './problem.ts';
import { type Flows, readFlows } from './read-flows.ts';
import { type KnownIds, readNeighbours, readTopics } from './references.ts';
import { readSources, revisionOfSources, type Sources } from './sources.ts';
import type { Texts } from './texts.ts';
import { completeTexts, readTexts } from './texts-file.ts';
import { parseYaml, type Yaml } from './yaml-file.ts';

export interface ReadOptions {
  /** The calendar date (`2026-11-23`) by which `valid_from`, `valid_to` and `review_by` are judged; without it none is. */
  readonly today?: string;
  /** The folder that ships with the program; texts, intents, languages, hours and replies missing in `dir` come from it. */
  readonly defaultsDir?: string;
  /** Articles as they were read last; those whose files are as before are not read again. */
  readonly memory?: ArticleMemory;
}

export interface ReadResult {
  /** Absent when there is an error among the problems. */
  readonly knowledge?: Knowledge;
  /** Everything found, by file, line and column. */
  readonly problems: readonly Problem[];
  /** The heads of articles and the flows by file, for checks that name places in them. */
  readonly yamls: ReadonlyMap<string, Yaml>;
}

/**
 * Reads and checks a knowledge folder, of which only `articles/` must be there. Whatever is wrong comes back as
 * problems, all of them at once; nothing is thrown. Their file names begin with `dir` as given.
 */
export function readKnowledge(dir: string, options: ReadOptions = {}): ReadResult {
  const problems = new ProblemList();
  return readAll(readSources(dir, options.defaultsDir, problems), dir, options, problems);
}

/** The same, from what was kept of the same files where there is something; then without the problems, which were no errors. */
export function recallOrRead(
  dir: string,
  options: ReadOptions,
  cache: KnowledgeCache | undefined,
): Pick<ReadResult, 'knowledge' | 'problems'> {
  const problems = new ProblemList();
  const sources = readSources(dir, options.defaultsDir, problems);
  const kept = cache && !problems.hasErrors ? recallKnowledge(cache, sources, options.today) : undefined;
  if (kept) return { knowledge: kept, problems: [] };
  const { knowledge, problems: found } = readAll(sources, dir, options, problems);
  if (cache && knowledge) keepKnowledge(cache, sources, options.today, knowledge);
  return { ...(knowledge && { knowledge }), problems: found };
}

function readAll(sources: Sources, dir: string, options: ReadOptions, problems: ProblemList): ReadResult {
  const articles = readArticles(sources.articles, options, problems);
  const ids: KnownIds = {
    articles: new Set(sources.articles.map(({ id }) => id)),
    flows: new Set(sources.flows.map(({ id }) => id)),
  };
  const yamls = parseParts(sources, problems);
  const parts = readParts(yamls, articles, ids, options.today, problems);
  const texts = readAllTexts(sources, yamls, problems);
  checkLinks(sources, yamls, problems);
  checkArticleReferences(articles.all, ids, problems);
  checkQuestions(articles.all, parts.intents, yamls.get('intents.yaml'), problems);
  const flows = readFlows(sources, articles.all, ids, options.today, problems);
  const found = { problems: problems.sorted(), yamls: yamlsOf(articles.all, flows) };
  const { hours } = parts;
  if (problems.hasErrors || !texts || !hours) return found;
  const inForce = new Map(articles.inForce.map((article) => [article.id, article]));
  const revision = revisionOfSources(sources, dir, inForce.keys());
  return {
    knowledge: { ...parts, ...flows.knowledge, texts, hours, revision, articles: inForce },
    ...found,
  };
}

/** Where `links.yaml` names hosts, links lead nowhere else. */
function checkLinks(sources: Sources, yamls: Yamls, problems: ProblemList): void {
  const yaml = yamls.get('links.yaml');
  const hosts = yaml && readHosts(yaml, problems);
  if (!hosts) return;
  const own = [...sources.parts].filter(([name]) => name !== 'links.yaml').map(([, file]) => file);
  checkHosts([...sources.articles, ...sources.flows, ...own], hosts, problems);
}

function yamlsOf(articles: readonly ReadArticle[], { read }: Flows): Map<string, Yaml> {
  return new Map([
    ...articles.map(({ article, head }) => [article.file, head] as const),
    ...read.flatMap(({ flow, yaml }) => (flow ? [[flow.file, yaml] as const] : [])),
  ]);
}

interface Articles {
  readonly all: readonly ReadArticle[];
  /** Those that visitors may see today, pointing only to one another. */
  readonly inForce: readonly Article[];
}

function readArticles(
  files: readonly ArticleFile[],
  { today, memory }: ReadOptions,
  problems: ProblemList,
): Articles {
  reportDoubleIds(files, problems);
  const all = files.flatMap(
    (file) => (memory ? memory.read(file, problems) : readArticle(file, problems)) ?? [],
  );
  checkTerms(all, problems);
  if (today !== undefined) warnOfReviews(all, today, problems);
  const current = all.map(({ article }) => article).filter((article) => isInForce(article, today));
  const ids = new Set(current.map(({ id }) => id));
  const inForce = current.map((article) => ({
    ...article,
    seeAlso: article.seeAlso.filter((id) => ids.has(id)),
  }));
  return { all, inForce };
}

function reportDoubleIds(files: readonly ArticleFile[], problems: ProblemList): void {
  const paths = new Map<string, string>();
  for (const { id, path } of files) {
    const other = paths.get(id);
    if (other === undefined) paths.set(id, path);
    else
      problems.error(
        { file: path, line: 1, column: 1 },
        `Den Artikel „${id}“ gibt es schon: ${other}.`,
        'Benennen Sie eine der beiden Dateien um.',
      );
  }
}

/** Both days count: an article is shown from the beginning of `valid_from` to the end of `valid_to`. */
function isInForce({ validFrom, validTo }: Article, today: string | undefined): boolean {
  if (today === undefined) return true;
  return (validFrom === undefined || validFrom <= today) && (validTo === undefined || today <= validTo);
}

type Yamls = ReadonlyMap<PartFile, Yaml>;

function parseParts(sources: Sources, problems: ProblemList): Yamls {
  const yamls = new Map<PartFile, Yaml>();
  for (const [name, file] of sources.parts) {
    const yaml = parseYaml(file, problems);
    if (yaml) yamls.set(name, yaml);
  }
  return yamls;
}

type Parts = Omit<Knowledge, 'revision' | 'articles' | 'texts' | 'hours'> & {
  readonly hours: Knowledge['hours'] | undefined;
};

function readParts(
  yamls: Yamls,
  articles: Articles,
  ids: KnownIds,
  today: string | undefined,
  problems: ProblemList,
): Parts {
  const topicOf = new Map(articles.inForce.map(({ id, topic }) => [id, topic]));
  /** What `read` makes of a part, or undefined when it is missing or not YAML. */
  const part = <T>(name: PartFile, read: (yaml: Yaml, problems: ProblemList) => T): T | undefined => {
    const yaml = yamls.get(name);
    return yaml && read(yaml, problems);
  };
  const hours = part('hours.yaml', readHours);
  return {
    intents: part('intents.yaml', readIntents) ?? new Map(),
    languages: part('languages.yaml', readLanguages) ?? [],
    outOfScope: part('out-of-scope.yaml', readOutOfScope) ?? [],
    synonyms: part('synonyms.yaml', readSynonyms) ?? new Map(),
    replies: part('replies.yaml', readReplies) ?? [],
    topics: readTopics(yamls.get('topics.yaml'), topicOf, ids, problems),
    neighbours: part('neighbours.yaml', (yaml) => readNeighbours(yaml, topicOf, ids, problems)) ?? [],
    hours,
    notices: part('notices.yaml', (yaml) => readNotices(yaml, hours?.zone, today, problems)) ?? [],
  };
}

function readAllTexts(sources: Sources, yamls: Yamls, problems: ProblemList): Texts | undefined {
  const own = yamls.get('texts.yaml');
  const shipped = sources.shippedTexts && parseYaml(sources.shippedTexts, problems);
  const path = (sources.shippedTexts ?? sources.parts.get('texts.yaml'))?.path;
  if (!own || path === undefined || (sources.shippedTexts && !shipped)) return undefined;
  const ownTexts = readTexts(own, problems);
  return completeTexts(ownTexts, shipped ? readTexts(shipped, problems) : ownTexts, path, problems);
}
