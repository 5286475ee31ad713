import type { Body } from './matrix-table.ts';

/** What no schema names, made of a body that is good: what it is, and the arguments. */
export function wrongShapes(body: Body): [what: string, args: unknown[]][] {
  return [
    ['nothing', []],
    ['a further argument', [body, {}]],
    ['a list', [[body]]],
    ['a text', ['x']],
    ['null', [null]],
    ['a further field', [{ ...body, isAdmin: true }]],
    ['bytes', [Buffer.from('x')]],
    ['bytes in a field', [{ ...body, data: Buffer.from('x') }]],
    ...Object.keys(body).map((field): [string, unknown[]] => [
      `an object as ${field}`,
      [{ ...body, [field]: { $ne: '' } }],
    ]),
  ];
}
