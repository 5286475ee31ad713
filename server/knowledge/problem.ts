/** Where something stands in a file; line and column count from 1, columns in UTF-16 code units. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Something in the knowledge files that an editor should know, in German: `text` says what is wrong and
 * `hint` what to do. An error keeps the whole folder from going live, a warning does not.
 */
export interface Problem extends Place {
  readonly severity: 'error' | 'warning';
  readonly text: string;
  readonly hint: string;
}

/** Order by file, line and column. */
export function byPlace(a: Place, b: Place): number {
  return compareText(a.file, b.file) || a.line - b.line || a.column - b.column;
}

/** Collects problems while reading goes on, so that an editor sees all of them at once. */
export class ProblemList {
  readonly #problems: Problem[] = [];
  #errors = 0;

  error(place: Place, text: string, hint: string): void {
    this.#add('error', place, text, hint);
  }

  warning(place: Place, text: string, hint: string): void {
    this.#add('warning', place, text, hint);
  }

  get hasErrors(): boolean {
    return this.#errors > 0;
  }

  get errorCount(): number {
    return this.#errors;
  }

  /** Takes over what another list found. */
  addAll(found: readonly Problem[]): void {
    for (const { severity, text, hint, ...place } of found) this.#add(severity, place, text, hint);
  }

  /** Everything found, by file, line and column. */
  sorted(): Problem[] {
    return [...this.#problems].sort(byPlace);
  }

  #add(severity: Problem['severity'], place: Place, text: string, hint: string): void {
    const { file, line, column } = place;
    if (severity === 'error') this.#errors++;
    this.#problems.push({ severity, file, line, column, text, hint });
  }
}

const SEVERITY_WORDS = { error: 'Fehler', warning: 'Warnung' } as const;

/** One line as compilers print it, so that terminals and editors make the place a link. */
export function formatProblem(problem: Problem): string {
  const { file, line, column, severity, text, hint } = problem;
  return `${file}:${line}:${column}: ${SEVERITY_WORDS[severity]}: ${text} ${hint}`;
}

/** Order by code unit: the same on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
