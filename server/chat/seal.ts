import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { MASK } from '../../protocol/constants.ts';
import type { DialogueState, FlowAnswer } from '../dialogue/state.ts';

/** Hides a text for storage, and shows it again. */
export interface Seal {
  seal(text: string): string;
  /** @throws Error when the text was sealed with another key, or changed */
  open(sealed: string): string;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
export const KEY_BYTES = 32;

/**
 * AES-256-GCM (NIST SP 800-38D) with a fresh nonce each time.
 * @param key `KEY_BYTES` bytes
 * @param earlier keys that were used before, with which what they sealed can still be opened
 */
export function createSeal(key: Buffer, earlier: readonly Buffer[] = []): Seal {
  return {
    seal(text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const hidden = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), hidden]).toString('base64url');
    },
    open: (sealed) => openWithAny([key, ...earlier], Buffer.from(sealed, 'base64url')),
  };
}

/** The tag tells with which key it was sealed. */
function openWithAny([key, ...others]: readonly Buffer[], bytes: Buffer): string {
  try {
    return openWith(key!, bytes);
  } catch (error) {
    if (others.length === 0) throw error;
    return openWithAny(others, bytes);
  }
}

function openWith(key: Buffer, bytes: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  const hidden = bytes.subarray(NONCE_BYTES + TAG_BYTES);
  return Buffer.concat([decipher.update(hidden), decipher.final()]).toString('utf8');
}

/** What was sealed; undefined when its key is not at hand. */
export function openIfPossible(seal: Seal, sealed: string): string | undefined {
  try {
    return seal.open(sealed);
  } catch {
    return undefined;
  }
}

/** The state as it is stored: sensitive answers sealed. */
export function sealState(state: DialogueState, seal: Seal): DialogueState {
  return mapSensitive(state, ({ unopened, value, label }) => ({
    ...(unopened ?? { value: seal.seal(value), label: seal.seal(label) }),
    unopened: undefined,
  }));
}

/**
 * The state as the dialogue works with it. An answer whose key is not at hand stays sealed behind a mask, so that the
 * conversation goes on, and the answer is back when the key is.
 */
export function openState(state: DialogueState, seal: Seal): DialogueState {
  return mapSensitive(state, (sealed) => {
    const value = openIfPossible(seal, sealed.value);
    const label = openIfPossible(seal, sealed.label);
    if (value !== undefined && label !== undefined) return { value, label };
    return { value: MASK, label: MASK, unopened: { value: sealed.value, label: sealed.label } };
  });
}

type Words = Pick<FlowAnswer, 'value' | 'label' | 'unopened'>;

function mapSensitive(state: DialogueState, map: (words: Words) => Words): DialogueState {
  const change = <T extends FlowAnswer>(answer: T): T =>
    answer.sensitive ? { ...answer, ...map(answer) } : answer;
  const { flow, card } = state;
  const answers = Object.entries(flow?.answers ?? {}).map(
    ([step, answer]) => [step, change(answer)] as const,
  );
  return {
    ...state,
    ...(flow === undefined ? {} : { flow: { ...flow, answers: Object.fromEntries(answers) } }),
    ...(card === undefined ? {} : { card: { ...card, answers: card.answers.map(change) } }),
  };
}
