/** Something that the person at the keyboard can put right: its message says what, which and what to do. */
export class SetupError extends Error {
  /** @override */
  name = 'SetupError';
}

/**
 * Tells how the work goes on. Always on stderr, since stdout belongs to the command itself.
 *
 * @param {string} text
 */
export function report(text) {
  process.stderr.write(`lotse: ${text}\n`);
}
