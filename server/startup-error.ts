/**
 * The program cannot start, for a reason that its operator can remove. `main` prints both halves without a
 * stack and exits.
 */
export class StartupError extends Error {
  readonly sentence: string;
  readonly remedy: string;

  /**
   * @param sentence What is wrong, naming the thing (`The database … is newer than this program.`)
   * @param remedy What to do about it (`Start the version that wrote it, or …`)
   */
  constructor(sentence: string, remedy: string, options?: ErrorOptions) {
    super(`${sentence} ${remedy}`, options);
    this.name = 'StartupError';
    this.sentence = sentence;
    this.remedy = remedy;
  }
}
