import { describe, expect, test } from 'vitest';
import { art, edited, expectOne, readMarked, small } from './broken-flow.ts';

describe('the graph', () => {
  test('has no step that nothing leads to', () =>
    expectOne(
      'error',
      edited(['tests:\n', '  §rest: {end: answer, say: Ende.}\ntests:\n']),
      'Kein Weg führt vom ersten Schritt „art“ zu „rest“',
      '„next“',
    ));

  test('has an end before everybody', () => {
    const steps = `${art('ende', 'b', 'ende')}
  §b:
    ask: Noch einmal?
    choices:
      - {label: "Ja", value: ja, next: c}
  c:
    ask: Wirklich?
    choices:
      - {label: Sicher, value: sicher, next: b}
  ende: {end: answer, say: Ende.}
`;
    const tests = ['Los, Portal, =ende', 'Los, Brief', 'Los, App, =b, ja, =c, sicher, =b'];
    expectOne(
      'error',
      small(steps, ...tests),
      'bei „b“ und „c“ ist, kommt durch keine Antwort zu einem Ende',
      '„end“',
    );
  });

  test('lets nobody out only by giving wrong answers', () => {
    const steps = `
  §name:
    ask: Wie heißen Sie?
    accept: {pattern: '[a-z]{1,20}', example: anna}
    retry: [Nur Buchstaben.]
    otherwise: ende
    next: name
  ende: {end: answer, say: Ende.}
`;
    expectOne('error', small(steps, 'Los, anna, "1", "2", =ende'), 'Wer bei „name“ ist', '„end“');
  });

  test('goes round nowhere without asking', () => {
    const steps = `${art('hin', 'ende', 'ende')}
  §hin: {say: Hin., next: her}
  her:
    when: [{if: {art: portal}, next: hin}]
    else: ende
  ende: {end: answer, say: Ende.}
`;
    expectOne('error', small(steps, 'Los, App'), '„her“ und „hin“ führen im Kreis', 'Frage');
  });

  test('may go round where somebody is asked', () => {
    const steps = `
  nummer:
    ask: Welche Nummer?
    accept: {pattern: '[0-9]{3}', example: '123'}
    retry: [Drei Ziffern.]
    otherwise: ende
    next: stimmt
  stimmt:
    confirm: Stimmt {nummer}?
    confirmed: {label: Stimmt, next: ende}
    declined: {label: Stimmt nicht, next: nummer}
  ende: {end: answer, say: Ende.}
`;
    const tests = ['Los, "123", =stimmt, nein, =nummer, "1", "2", =ende', 'Los, "123", ja, =ende'];
    expect(readMarked('flows/umzug.yaml', small(steps, ...tests)).problems).toEqual([]);
  });

  test('leads to nothing that cannot be undone without a yes', () => {
    const marked = edited([
      'value: konto, next: nummer}',
      'value: konto, next: nummer}\n      - {label: Alles sofort, value: alles, next: mail}',
      'tests:\n',
      'tests:\n  - [Umzug, Alles sofort, =mail]\n',
      'effect: irreversible',
      'effect: §irreversible',
    ]);
    expectOne('error', marked, '„mail“ lässt sich nicht rückgängig machen', 'confirm');
  });

  test('does not take a no or a yes without consequences for a confirmation', () => {
    const no = [
      'behalten", next: erledigt',
      'behalten", next: mail',
      '"Nein, behalten", =erledigt, faq:konto',
      '"Nein, behalten", =mail',
    ];
    const unnamed = ['    consequences: [Das alte Konto wird gelöscht.]\n', ''];
    for (const edits of [no, unnamed])
      expectOne(
        'error',
        edited([...edits, 'effect: irreversible', 'effect: §irreversible']),
        'ohne Bestätigung',
        'consequences',
      );
  });
});

test('a question with more than six choices is refused', () => {
  const choices = [1, 2, 3, 4, 5, 6, 7].map(
    (n) => `      - {label: Antwort ${n}, value: a${n}, next: ende}\n`,
  );
  const of = (mark: string, count: number) =>
    small(
      `\n  ${mark}frage:\n    ask: Was?\n    choices:\n${choices.slice(0, count).join('')}  ende: {end: answer, say: Ende.}\n`,
      ...choices.slice(0, count).map((_, index) => `Los, "${index + 1}", =ende`),
    );
  expectOne('error', of('§', 7), '„frage“ hat 7 Antworten zur Wahl', 'zwei Schritten');
  expect(readMarked('flows/umzug.yaml', of('', 6)).problems).toEqual([]);
});
