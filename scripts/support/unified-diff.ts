/** Unchanged lines shown around a change. */
const CONTEXT = 3;

/**
 * The change of one file as a unified diff with a single hunk, ready for `patch -p1` and `git apply`.
 * @param before undefined for a file that is new
 */
export function unifiedDiff(path: string, before: string | undefined, after: string): string {
  const [old, now] = [linesOf(before ?? ''), linesOf(after)];
  const head = commonLength(old, now);
  const tail = commonLength(old.slice(head).toReversed(), now.slice(head).toReversed());
  const from = Math.max(0, head - CONTEXT);
  const context = old.slice(old.length - tail, Math.min(old.length, old.length - tail + CONTEXT));
  const [removed, added] = [old.slice(head, old.length - tail), now.slice(head, now.length - tail)];
  const around = head - from + context.length;
  const lines = [
    before === undefined ? '--- /dev/null' : `--- a/${path}`,
    `+++ b/${path}`,
    `@@ -${range(from, removed.length + around)} +${range(from, added.length + around)} @@`,
    ...old.slice(from, head).map((line) => ` ${line}`),
    ...removed.map((line) => `-${line}`),
    ...added.map((line) => `+${line}`),
    ...context.map((line) => ` ${line}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** Lines of a text that ends with a line break, as files do. */
function linesOf(text: string): string[] {
  const lines = text.split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

function commonLength(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((line, index) => line !== other[index]);
  return at < 0 ? Math.min(one.length, other.length) : at;
}

function range(from: number, count: number): string {
  return count === 0 ? `${from},0` : `${from + 1},${count}`;
}
