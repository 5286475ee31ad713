/** Case and accents folded, and ß and umlauts in one of their two spellings, so that „grusse“ finds „Grüße“. */
function fold(text: string): string {
  return text
    .toLowerCase()
    .replace(/ä|ae/g, 'a')
    .replace(/ö|oe/g, 'o')
    .replace(/ü|ue/g, 'u')
    .replace(/ß/g, 'ss')
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '');
}

/**
 * Those in which every typed word begins some word; matches in the title before matches in the text only, each in
 * their own order.
 */
export function filterTemplates<T extends { title: string; text: string }>(
  all: readonly T[],
  typed: string,
): T[] {
  const words = fold(typed).split(/\s+/).filter(Boolean);
  const has = (text: string) => {
    const parts = fold(text).split(/[^\p{L}\p{N}]+/u);
    return words.every((word) => parts.some((part) => part.startsWith(word)));
  };
  const inTitle = all.filter(({ title }) => has(title));
  const inText = all.filter((one) => !inTitle.includes(one) && has(`${one.title} ${one.text}`));
  return [...inTitle, ...inText];
}
