/** A text field as it stands: its words and what is selected in them, in UTF-16 code units. */
export type Field = { readonly text: string; readonly start: number; readonly end: number };

/**
 * Puts words where the cursor is, over what is selected, and apart from what stands around them: a space within a
 * line, nothing at its ends.
 * @returns the field with the cursor behind the words
 */
export function insert({ text, start, end }: Field, words: string): Field {
  const [before, after] = [text.slice(0, start), text.slice(end)];
  const left = before === '' || /\s$/.test(before) ? '' : ' ';
  const right = after === '' || /^\s/.test(after) ? '' : ' ';
  const cursor = before.length + left.length + words.length;
  return { text: before + left + words + right + after, start: cursor, end: cursor };
}

/** A slash typed here opens the templates: at the start or behind a space, where it begins no word such as „und/oder“. */
export function opensTemplates({ text, start }: Field): boolean {
  return start === 0 || /\s/.test(text.charAt(start - 1));
}
