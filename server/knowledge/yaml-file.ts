import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  Scalar,
  visit,
  type YAMLError,
} from 'yaml';
import type { Place, ProblemList } from './problem.ts';

/** A file as it was read: LF line ends, no byte order mark. */
export interface TextFile {
  /** As problems name it. */
  readonly path: string;
  readonly text: string;
}

export type YamlPath = readonly (string | number)[];

/** A YAML text that could be parsed, with the place of everything in it. */
export interface Yaml {
  /** Plain objects, arrays and scalars; null when the file is empty. */
  readonly value: unknown;
  /** Where the value at `path` stands; where it is missing, the nearest thing around it. */
  place(path: YamlPath): Place;
  /** Where the key of an entry stands, `path` ending in the key. */
  keyPlace(path: YamlPath): Place;
  /** The characters that the scalar at `path` is written with, quotes included; undefined if it is none. */
  written(path: YamlPath): string | undefined;
  /** Where line `line` (from 1) of the text at `path` stands, as exactly as the way it is quoted allows. */
  placeInText(path: YamlPath, line: number): Place;
}

/**
 * Parses YAML 1.2 and reports what is broken or surprising in it. `section` is the part of the file
 * that is YAML, for front matter; the places are always those in the whole file.
 * @returns undefined when nothing can be made of the text (then an error was reported)
 */
export function parseYaml(
  file: TextFile,
  problems: ProblemList,
  section: { from: number; to: number } = { from: 0, to: file.text.length },
): Yaml | undefined {
  const source = file.text.slice(section.from, section.to);
  const document = parseDocument(source, {
    version: '1.2',
    uniqueKeys: true,
    stringKeys: true,
    prettyErrors: false,
    // At `silent` a second document would pass unnoticed.
    logLevel: 'error',
  });
  const at = placer(file, section.from);
  reportSyntaxErrors(document, source, at, problems);
  const hasAliases = reportTraps(document, at, problems);
  // With a key that stands twice the rest can still be checked, with the last one's value.
  if (document.errors.some(({ code }) => code !== 'DUPLICATE_KEY') || hasAliases) return undefined;
  return { value: document.toJS(), ...locator(document, source, at) };
}

/**
 * A YAML of which the value is known. The places of everything in it take many times its own memory and hardly any is
 * asked for: then it is parsed.
 */
export function yamlWhenAsked(value: unknown, parse: () => Yaml): Yaml {
  let last: WeakRef<Yaml> | undefined;
  const parsed = () => {
    const yaml = last?.deref() ?? parse();
    last = new WeakRef(yaml);
    return yaml;
  };
  return {
    value,
    place: (path) => parsed().place(path),
    keyPlace: (path) => parsed().keyPlace(path),
    written: (path) => parsed().written(path),
    placeInText: (path, line) => parsed().placeInText(path, line),
  };
}

/** What stands at `path` as a YAML text of its own; paths in it begin there. */
export function yamlAt(yaml: Yaml, path: YamlPath): Yaml {
  return {
    value: path.reduce<unknown>(
      (at, key) => (isRecord(at) && Object.hasOwn(at, key) ? at[key] : undefined),
      yaml.value,
    ),
    place: (below) => yaml.place([...path, ...below]),
    keyPlace: (below) => yaml.keyPlace([...path, ...below]),
    written: (below) => yaml.written([...path, ...below]),
    placeInText: (below, line) => yaml.placeInText([...path, ...below], line),
  };
}

/** Whether a value is an object or an array, so that something can be looked up in it. */
export function isRecord(value: unknown): value is Readonly<Record<string | number, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** A function from offsets in a section to places in its file. */
export function placer(file: TextFile, sectionStart = 0): (offset: number) => Place {
  // Most files are never asked for a place.
  let lines: LineCounter | undefined;
  return (offset) => {
    lines ??= linesOf(file.text);
    const { line, col } = lines.linePos(Math.min(sectionStart + offset, file.text.length));
    return { file: file.path, line, column: col };
  };
}

function linesOf(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.addNewLine(at + 1);
  return lines;
}

function locator(document: Document, source: string, at: (offset: number) => Place): Omit<Yaml, 'value'> {
  const node = (path: YamlPath): Node | undefined => {
    const found = path.length === 0 ? document.contents : document.getIn(path, true);
    return isNode(found) ? found : undefined;
  };
  const start = (path: YamlPath): number => {
    for (let length = path.length; length >= 0; length--) {
      const range = node(path.slice(0, length))?.range;
      if (range) return range[0];
    }
    return 0;
  };
  const written = (path: YamlPath) => {
    const found = node(path);
    return isScalar(found) && found.range ? source.slice(found.range[0], found.range[1]) : undefined;
  };
  return {
    written,
    place: (path) => at(start(path)),
    keyPlace: (path) => at(keyStart(node(path.slice(0, -1)), path.at(-1)) ?? start(path)),
    placeInText: (path, line) => {
      const found = node(path);
      const place = at(start(path));
      // Only a block literal keeps the lines of its text one to one.
      if (!isScalar(found) || found.type !== Scalar.BLOCK_LITERAL) return place;
      return { ...place, line: place.line + line, column: 1 };
    },
  };
}

function keyStart(parent: Node | undefined, key: string | number | undefined): number | undefined {
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
  return isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
}

/** What YAML accepts but an editor hardly meant; true when there were aliases, of which no value can be made. */
function reportTraps(document: Document, at: (offset: number) => Place, problems: ProblemList): boolean {
  let hasAliases = false;
  visit(document, {
    Node(_, node) {
      if (!node.range) return;
      if (isAlias(node) || node.anchor) {
        hasAliases = true;
        problems.error(
          at(node.range[0]),
          'Hier steht ein Anker (&) oder Verweis (*) von YAML, den die Wissensdateien nicht kennen.',
          'Setzen Sie einen Text, der so beginnt, in Anführungszeichen.',
        );
      }
      if (isScalar(node) && node.type === Scalar.PLAIN && node.comment && !/^\s/.test(node.comment))
        problems.warning(
          at(node.range[1]),
          `Was nach „#“ steht, gehört nicht zum Text: „#${node.comment}“.`,
          'Setzen Sie den ganzen Text in Anführungszeichen oder lassen Sie nach # ein Leerzeichen, wenn es eine Bemerkung ist.',
        );
    },
  });
  return hasAliases;
}

/** Only the first error of a line, and none after a quote that never ends: these mostly come from that one. */
function reportSyntaxErrors(
  document: Document,
  source: string,
  at: (offset: number) => Place,
  problems: ProblemList,
): void {
  // Unknown aliases are reported with the known ones.
  const errors = [...document.errors, ...document.warnings].filter(({ code }) => code !== 'BAD_ALIAS');
  const end = Math.min(...errors.map((error) => openQuote(error, document) ?? source.length));
  const lines = new Set<number>();
  for (const error of errors) {
    const place = at(Math.min(error.pos[0], end));
    if (lines.has(place.line)) continue;
    lines.add(place.line);
    const { text, hint } = describeSyntaxError(error, source);
    problems.error(place, text, hint);
  }
}

/** Where a quoted text begins that never ends; the parser names the place where it gave up, often the file's end. */
function openQuote(error: YAMLError, document: Document): number | undefined {
  if (error.code !== 'MISSING_CHAR') return undefined;
  let start: number | undefined;
  visit(document, {
    Scalar(_, { type, range }) {
      const quoted = type === Scalar.QUOTE_DOUBLE || type === Scalar.QUOTE_SINGLE;
      if (quoted && range && range[0] < error.pos[0] && error.pos[0] <= range[1]) start = range[0];
    },
  });
  return start;
}

const QUOTE_HINT = 'Setzen Sie Texte mit Sonderzeichen in Anführungszeichen.';

const MISALIGNED = {
  text: 'Die Einrückung passt nicht zu den Zeilen darüber.',
  hint: 'Rücken Sie gleichrangige Zeilen gleich weit ein.',
};

const SYNTAX_ERRORS: Partial<Record<YAMLError['code'], { text: string; hint: string }>> = {
  BAD_INDENT: MISALIGNED,
  TAB_AS_INDENT: {
    text: 'Die Zeile ist mit einem Tabulator eingerückt.',
    hint: 'Rücken Sie mit Leerzeichen ein.',
  },
  MISSING_CHAR: {
    text: 'Ein Zeichen fehlt, meist ein Komma, eine Klammer oder ein Doppelpunkt.',
    hint: QUOTE_HINT,
  },
  BLOCK_AS_IMPLICIT_KEY: {
    text: 'Ein Doppelpunkt mit Leerzeichen steht mitten im Text.',
    hint: 'Setzen Sie den ganzen Text in Anführungszeichen.',
  },
  MULTILINE_IMPLICIT_KEY: {
    text: 'Hier fehlt nach dem Namen ein Doppelpunkt, oder ein Text ist über mehrere Zeilen geraten.',
    hint: QUOTE_HINT,
  },
  BAD_SCALAR_START: {
    text: 'Ein Text beginnt mit einem Zeichen, das in YAML etwas bedeutet.',
    hint: QUOTE_HINT,
  },
  BAD_DQ_ESCAPE: {
    text: 'Nach einem umgekehrten Schrägstrich steht ein unbekanntes Zeichen.',
    hint: 'Nehmen Sie einfache statt doppelter Anführungszeichen.',
  },
  MULTIPLE_DOCS: {
    text: 'Die Datei enthält mehr als einen Abschnitt (Zeile mit ---).',
    hint: 'Löschen Sie die Zeile mit ---.',
  },
  NON_STRING_KEY: {
    text: 'Der Name eines Eintrags ist kein Text.',
    hint: 'Setzen Sie den Namen vor dem Doppelpunkt in Anführungszeichen.',
  },
};

function describeSyntaxError(error: YAMLError, source: string): { text: string; hint: string } {
  if (error.code === 'DUPLICATE_KEY') {
    const key = /^[^:\n]*/.exec(source.slice(error.pos[0]))?.[0].trim() ?? '';
    return { text: `„${key}“ steht zweimal.`, hint: 'Behalten Sie einen der beiden Einträge.' };
  }
  // A list whose second line stands further out than the first looks to the parser like the name of an entry.
  if (error.code === 'BLOCK_AS_IMPLICIT_KEY' && /^\s*- /.test(source.slice(error.pos[0]))) return MISALIGNED;
  if (/\bclosing .quote/.test(error.message))
    return {
      text: 'Ein Anführungszeichen wird nicht geschlossen.',
      hint: 'Schließen Sie es am Ende des Textes.',
    };
  if (/\bend with a [\]}]/.test(error.message))
    return { text: 'Eine Klammer wird nicht geschlossen.', hint: 'Schließen Sie sie in der Zeile davor.' };
  return SYNTAX_ERRORS[error.code] ?? { text: 'Das ist kein gültiges YAML.', hint: QUOTE_HINT };
}
