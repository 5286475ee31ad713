/** A fresh random id of 128 bits. Not `crypto.randomUUID`, which pages without TLS do not have. */
export function clientId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
