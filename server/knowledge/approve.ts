import { nearest } from './did-you-mean.ts';
import { BLANK } from './fill.ts';
import type { Approved, SourceRef } from './knowledge.ts';
import type { Place, ProblemList } from './problem.ts';
import { render } from './render.ts';
import { revisionOf } from './revision.ts';
import { warnOfTypography } from './typography.ts';

/** Where a line and a column of a Markdown text stand in its file. */
export type TextPlace = (line: number, column: number) => Place;

/** Renders an editor's wording, reports what visitors cannot be shown, and stamps it with its revision. */
export function approve(
  source: SourceRef,
  wording: string,
  place: TextPlace,
  problems: ProblemList,
  blanks: readonly string[] = [],
): Approved {
  const markdown = wording.trim();
  const { body, problems: found } = render(markdown);
  for (const { line, column, text, hint } of found) problems.error(place(line, column), text, hint);
  if (body.length === 0 && found.length === 0)
    problems.error(place(1, 1), 'Der Text ist leer.', 'Schreiben Sie, was Besucher lesen sollen.');
  reportBlanks(markdown, place, problems, blanks);
  if (!source.startsWith('language:')) warnOfTypography(markdown, place, problems);
  return { source, revision: revisionOf(markdown), body };
}

function reportBlanks(
  markdown: string,
  place: TextPlace,
  problems: ProblemList,
  blanks: readonly string[],
): void {
  markdown.split('\n').forEach((line, index) => {
    for (const { 0: written, 1: name, index: at } of line.matchAll(BLANK)) {
      if (blanks.includes(name!)) continue;
      const meant = nearest(name!, blanks);
      const possible =
        blanks.length > 0 ? `Möglich sind: ${blanks.map((blank) => `{${blank}}`).join(', ')}.` : '';
      problems.error(
        place(index + 1, at + 1),
        `Die Lücke ${written} wird hier nicht gefüllt.`,
        meant
          ? `Gemeint ist wohl {${meant}}.`
          : possible || 'Dieser Text hat keine Lücken; schreiben Sie ihn ganz aus.',
      );
    }
  });
}
