/** No word of a language is longer; what strangers send instead is not kept. */
const LONGEST_KEPT = 80;

/**
 * The same function of single words, which works out each word once, since words come again and again. At `most` words
 * it forgets all of them, so that no flood of unknown ones fills the memory.
 */
export function rememberWords<Value extends {}>(
  of: (word: string) => Value,
  most: number,
): (word: string) => Value {
  const known = new Map<string, Value>();
  return (word) => {
    let value = known.get(word);
    if (value === undefined) {
      value = of(word);
      if (known.size >= most) known.clear();
      if (word.length <= LONGEST_KEPT) known.set(word, value);
    }
    return value;
  };
}
