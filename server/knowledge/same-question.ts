/** What is left of a question when nobody cares how it is typed. */
export function sameQuestion(question: string): string {
  const words = question
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return words === '' ? question.trim() : words;
}
