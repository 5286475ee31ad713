import type { Edge } from './flow-graph.ts';
import type { Place } from './problem.ts';
import type { Yaml, YamlPath } from './yaml-file.ts';

/** Where the target of a way out of a step is written. */
export function edgePlace(yaml: Yaml, step: string, edge: Edge): Place {
  return yaml.place(['steps', step, ...edgePath(edge)]);
}

function edgePath({ by, index }: Edge): YamlPath {
  switch (by) {
    case 'choice':
      return ['choices', index, 'next'];
    case 'rule':
      return ['when', index, 'next'];
    case 'confirmed':
    case 'declined':
      return [by, 'next'];
    case 'accepted':
      return ['next'];
    default:
      return [by];
  }
}

/** Where a step begins. */
export function stepPlace(yaml: Yaml, step: string): Place {
  return yaml.keyPlace(['steps', step]);
}

/** „a“, „b“ und „c“ */
export function quoted(names: readonly string[]): string {
  const [last, ...others] = names.map((name) => `„${name}“`).toReversed();
  return others.length === 0 ? (last ?? '') : `${others.toReversed().join(', ')} und ${last}`;
}
