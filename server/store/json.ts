import type { z } from 'zod';
import { cleanText, isClean } from './text.ts';

/** A value as JSON text, every string in it cleaned. */
export function encode(value: unknown): string {
  const json = JSON.stringify(value);
  // What JSON escapes may be what is cleaned away.
  if (isClean(json) && !json.includes('\\u')) return json;
  return JSON.stringify(value, (_key, part) => (typeof part === 'string' ? cleanText(part) : part));
}

/**
 * Stored JSON as a value of the schema.
 * @param where Names the row in the error, should the stored value not fit the schema.
 */
export function decode<T>(schema: z.ZodType<T>, json: string, where: string): T {
  const parsed = schema.safeParse(JSON.parse(json));
  if (parsed.success) return parsed.data;
  throw new Error(`The stored value of ${where} does not fit its schema: ${parsed.error.message}`);
}
