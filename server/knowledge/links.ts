import type { ProblemList } from './problem.ts';
import { LinksFile } from './schema.ts';
import { validate } from './validate.ts';
import { placer, type TextFile, type Yaml } from './yaml-file.ts';

const ADDRESS = /\bhttps?:\/\/[^\s)\]>"'“”]+/g;

/** The hosts that `links.yaml` allows; undefined when it is broken, which was reported. */
export function readHosts(yaml: Yaml, problems: ProblemList): ReadonlySet<string> | undefined {
  const file = validate(yaml, LinksFile, problems);
  return file && new Set(file.hosts.map((host) => host.toLowerCase()));
}

/** Reports addresses in visible files that lead to a host which `links.yaml` does not name. */
export function checkHosts(
  files: readonly TextFile[],
  hosts: ReadonlySet<string>,
  problems: ProblemList,
): void {
  for (const file of files)
    for (const { 0: address, index } of file.text.matchAll(ADDRESS)) {
      const host = hostOf(address);
      if (host !== undefined && hosts.has(host)) continue;
      problems.error(
        placer(file)(index),
        host === undefined
          ? `„${address}“ ist keine vollständige Adresse.`
          : `„${host}“ ist kein erlaubtes Ziel für Links.`,
        host === undefined
          ? 'So sieht eine aus: https://www.beispiel.example/seite.'
          : 'Berichtigen Sie die Adresse, oder nehmen Sie den Rechner in links.yaml unter hosts auf.',
      );
    }
}

function hostOf(address: string): string | undefined {
  try {
    return new URL(address).hostname.toLowerCase();
  } catch {
    return undefined;
  }
}
