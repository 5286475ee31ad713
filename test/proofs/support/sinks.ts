import { setTimeout as later } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { mask } from '../../../server/language/mask.ts';
import type { Payload } from './payloads.ts';

/** How often a page is looked at until it shows what it is tried with. */
const LOOK_MS = 100;

/** Places in which words of others stand, and how many payloads stood there, whole and on the screen. */
export class Sinks {
  readonly #patienceMs: number;
  readonly #shown = new Map<string, number>();
  readonly #wanted = new Map<string, number>();

  /** @param patienceMs How long a page may take to show them all. */
  constructor(patienceMs: number) {
    this.#patienceMs = patienceMs;
  }

  /** Waits until elements of a kind show all of the payloads, and counts those that they show. */
  async expect(sink: string, page: Page, css: string, payloads: readonly Payload[]): Promise<void> {
    const end = performance.now() + this.#patienceMs;
    let shown = 0;
    do {
      const words = (await wordsIn(page, css)).map(squashed);
      shown = payloads.filter(({ text }) => isAmong(text, words)).length;
      if (shown < payloads.length) await later(LOOK_MS);
    } while (shown < payloads.length && performance.now() < end);
    this.#shown.set(sink, (this.#shown.get(sink) ?? 0) + shown);
    this.#wanted.set(sink, (this.#wanted.get(sink) ?? 0) + payloads.length);
  }

  get count(): number {
    return this.#shown.size;
  }

  /** Payloads that were shown, over all places. */
  get total(): number {
    return [...this.#shown.values()].reduce((sum, shown) => sum + shown, 0);
  }

  /** Those that did not show everything, one sentence each. */
  get gaps(): string[] {
    return [...this.#wanted].flatMap(([sink, wanted]) => {
      const shown = this.#shown.get(sink) ?? 0;
      return shown === wanted ? [] : [`${sink}: ${shown} of ${wanted}`];
    });
  }
}

/** As it was written, or as it is kept where personal details are covered. */
function isAmong(text: string, words: readonly string[]): boolean {
  const written = squashed(text);
  const kept = squashed(mask(text.normalize('NFC')).text);
  return words.some((some) => some.includes(written) || some.includes(kept));
}

/** Without what no page shows, and with one blank wherever there are several. */
function squashed(text: string): string {
  return text.normalize('NFC').replaceAll('\0', '').replace(/\s+/gu, ' ').trim();
}

/** The words of each element of a kind that has a place on the screen, open shadow trees included. */
function wordsIn(page: Page, css: string): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const read = (node) => node.nodeType === 3 ? node.data
      : node.classList?.contains('hidden') ? '' : [...node.childNodes].map(read).join('');
    const all = (root) => [...root.querySelectorAll(${JSON.stringify(css)}),
      ...[...root.querySelectorAll('*')].flatMap((one) => (one.shadowRoot ? all(one.shadowRoot) : []))];
    return all(document).filter((one) => one.getClientRects().length > 0).map(read);
  })()`);
}
