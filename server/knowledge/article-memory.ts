import { type ArticleFile, type ReadArticle, readArticle } from './article.ts';
import { type Problem, ProblemList } from './problem.ts';
import { type Yaml, yamlWhenAsked } from './yaml-file.ts';

interface Remembered {
  readonly text: string;
  readonly read: ReadArticle | undefined;
  readonly problems: readonly Problem[];
}

/** Articles as they were read last, so that a save costs the reading of one file. */
export class ArticleMemory {
  #known = new Map<string, Remembered>();
  #next = new Map<string, Remembered>();

  /** As `readArticle`, with the same problems. */
  read(file: ArticleFile, problems: ProblemList): ReadArticle | undefined {
    const known = this.#known.get(file.path);
    const remembered = known?.text === file.text ? known : readAnew(file);
    this.#next.set(file.path, remembered);
    problems.addAll(remembered.problems);
    return remembered.read;
  }

  /** Forgets the files that were not read since the last call. */
  forgetOthers(): void {
    this.#known = this.#next;
    this.#next = new Map();
  }
}

function readAnew(file: ArticleFile): Remembered {
  const problems = new ProblemList();
  const read = readArticle(file, problems);
  return {
    text: file.text,
    read: read && { ...read, head: headWhenAsked(file, read.head.value) },
    problems: problems.sorted(),
  };
}

function headWhenAsked(file: ArticleFile, value: unknown): Yaml {
  return yamlWhenAsked(value, () => readArticle(file, new ProblemList())!.head);
}
