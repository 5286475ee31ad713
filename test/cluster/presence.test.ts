import { describe, expect, it } from 'vitest';
import { createPresence } from '../../server/cluster/presence.ts';
import { TestClock } from '../support/clock.ts';

/** The rows as a database would have them that does one statement after the other, when the test lets it. */
class Table {
  readonly rows = new Set<string>();
  /** Statements asked so far: what, and for whom. */
  readonly asked: string[] = [];
  down = false;
  #open = () => {};
  #gate: Promise<void> = Promise.resolve();
  #last: Promise<unknown> = Promise.resolve();

  hold(): void {
    this.#gate = new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  release(): void {
    this.#open();
  }

  readonly query = (text: string, values: readonly unknown[] = []) => {
    const [what = ''] = text.split(' ');
    const named = (Array.isArray(values[0]) ? values[0] : []).map(String);
    this.asked.push(`${what} ${named.join()}`);
    const result = this.#last.then(async () => {
      await this.#gate;
      if (this.down) return undefined;
      for (const row of named) what === 'insert' ? this.rows.add(row) : this.rows.delete(row);
      return [];
    });
    this.#last = result;
    return result;
  };
}

describe('the rows of visitors who are there', () => {
  function start() {
    const clock = new TestClock('2026-11-24T09:00:00Z');
    const table = new Table();
    let written = 0;
    const changed = () => {
      written += 1;
    };
    const presence = createPresence({ process: 'p', query: table.query, clock, changed });
    return { clock, table, presence, written: () => written };
  }

  it('stand for one who goes and comes back while the database is slow', async () => {
    const { table, presence, written } = start();
    const gone = presence.came('v');
    await expect.poll(written).toBe(1);
    table.hold();
    presence.came('other');
    gone();
    await expect.poll(() => table.asked).toContain('insert other');
    table.asked.length = 0;
    presence.came('v');
    await expect.poll(() => table.asked).toContain('insert v');
    table.release();
    await expect.poll(written).toBe(3);
    expect(table.rows).toEqual(new Set(['v', 'other']));
    await presence.leave();
  });

  it('are written once the database takes them, and taken away likewise', async () => {
    const { clock, table, presence, written } = start();
    const gone = presence.came('gone');
    await expect.poll(written).toBe(1);
    table.down = true;
    gone();
    presence.came('new');
    await expect.poll(written).toBe(2);
    expect(table.rows).toEqual(new Set(['gone']));
    table.down = false;
    clock.advance(10_000);
    await expect.poll(() => table.rows).toEqual(new Set(['new']));
    await presence.leave();
  });
});
