import { startApp } from '../support/app.ts';
import { launchBrowser } from '../support/browser.ts';
import { HostPage, portal } from '../support/host-page.ts';
import { type Load, measureLoad, SLOW } from '../support/widget-load.ts';

/*
 * What the chat costs a page on a cheap phone (CPU four times slower than this machine) with Slow 4G: on a page with
 * nothing else on it, and on the demo portal. Prints one JSON object; runs as often as the first argument says.
 */

const RUNS = Number(process.argv[2] ?? 5);

/** The middle one, with the least and the most beside it: what else runs on the machine shows there. */
function spread(values: readonly number[]) {
  const sorted = [...values].sort((a, b) => a - b).map(Math.round);
  return {
    median: sorted[Math.floor(sorted.length / 2)],
    least: sorted[0],
    most: sorted.at(-1),
    rounds: values,
  };
}

function summary(loads: readonly Load[]) {
  const all = (value: (load: Load) => number) => spread(loads.map(value));
  const longest = (tasks: readonly number[]) => Math.max(0, ...tasks);
  return {
    launcherMs: all((load) => load.launcherMs),
    usableMs: all((load) => load.usableMs),
    greetedMs: all((load) => load.greetedMs),
    requestsBefore: loads[0]?.before.requests,
    requestsAfter: loads[0]?.after.requests.map((path) => path.replace(/-[A-Z0-9]{8}/, '')),
    bytesBefore: all((load) => load.before.bytes),
    bytesAfter: all((load) => load.after.bytes),
    workBefore: all((load) => load.before.workMs),
    workAfter: all((load) => load.after.workMs),
    layoutShift: Math.max(...loads.map((load) => load.layoutShift)),
    longestTaskBefore: all((load) => longest(load.before.longTasks)),
    longestTaskAfter: all((load) => longest(load.after.longTasks)),
  };
}

const browser = await launchBrowser();
const host = await HostPage.start();
const app = await startApp({ overrides: { allowedOrigins: [host.url] } });
host.html = portal(app.url);
try {
  const results: Record<string, object> = {};
  for (const [name, url] of [
    ['empty page', host.url],
    ['demo portal', app.url],
  ] as const) {
    const loads: Load[] = [];
    for (let run = 0; run < RUNS; run++) loads.push(await measureLoad(browser, url, SLOW));
    results[name] = summary(loads);
  }
  console.log(JSON.stringify({ runs: RUNS, browser: browser.version(), ...results }, undefined, 2));
} finally {
  await browser.close();
  await app.close();
  await host.close();
}
