import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { bundleProgram } from '../../bundle-program.mjs';
import { ROOT } from '../../paths.mjs';
import type { Row } from '../kernel/row.ts';

const RUNS = { quick: 3, whole: 3, long: 9 } as const;
const PAGES = ['demo portal', 'empty page'] as const;

interface Spread {
  readonly rounds: readonly number[];
}
type Loads = Readonly<
  Record<'launcherMs' | 'usableMs' | 'greetedMs' | 'workBefore' | 'bytesBefore' | 'bytesAfter', Spread> & {
    readonly requestsBefore: readonly string[];
  }
>;

export const widget: Row = {
  name: 'widget',
  title: 'What the chat costs a page, on a slow phone and a slow line; the demo portal against an empty page',
  from: 'whole',
  async measure({ size }) {
    const program = await bundleProgram('test/bench/widget.ts');
    const run = promisify(execFile);
    const { stdout } = await run(process.execPath, [program, String(RUNS[size])], { cwd: ROOT });
    const pages: Readonly<Record<(typeof PAGES)[number], Loads>> = JSON.parse(stdout);
    const [portal, empty] = [pages['demo portal'], pages['empty page']];
    const figure = (what: string, unit: string, of: (page: Loads) => readonly number[], most?: number) => ({
      what,
      unit,
      rounds: of(portal),
      yardstick: { what: 'empty page', rounds: of(empty) },
      ...(most !== undefined && { reach: { of: 'value', most } as const }),
    });
    const requests = ({ requestsBefore }: Loads) => portal.usableMs.rounds.map(() => requestsBefore.length);
    return {
      voided: [],
      figures: [
        figure('requests before the click', '', requests, 1),
        figure('bytes before the click', 'B', ({ bytesBefore }) => bytesBefore.rounds),
        figure('work before the click', 'ms', ({ workBefore }) => workBefore.rounds),
        figure('button visible', 'ms', ({ launcherMs }) => launcherMs.rounds),
        figure('click to usable', 'ms', ({ usableMs }) => usableMs.rounds, 800),
        figure('click to greeting', 'ms', ({ greetedMs }) => greetedMs.rounds),
        figure('bytes after the click', 'B', ({ bytesAfter }) => bytesAfter.rounds),
      ],
    };
  },
};
