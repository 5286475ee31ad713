/** A German text as visitors write it, and what in it is personal. */
export interface MaskingCase {
  readonly text: string;
  readonly personal: readonly string[];
}

/** Numbers in these frames are made afresh for each text; `{kind}` is personal, `<kind>` is not. */
const FRAMES: readonly string[] = [
  'Meine IBAN ist {iban}, bitte ändern Sie das.',
  'neue bankverbindung: {iban}',
  'Bitte zahlen Sie die Punkte auf {iban} aus, mein Vertrag ist <contract>',
  'Konto alt {iban} Konto neu {iban} seit <date>',
  'IBAN: {iban} BIC COBADEFFXXX',
  'ihr habt von {iban} abgebucht obwohl ich gekündigt habe!!',
  'hab mich vertippt, es ist {iban} und nicht das andere',
  'Kann ich mit Karte {card} zahlen?',
  'kreditkarte {card} gültig bis <expiry>',
  'Die Karte {card} wurde gesperrt am <date>',
  'visa {card} klappt nicht im portal',
  'Ich bezahle immer mit {card}, warum geht das jetzt nicht mehr',
  'Rentenversicherungsnummer {pension}',
  'meine sozialversicherungsnummer lautet {pension} und jetzt?',
  'SV-Nr. {pension}, geboren am <date>',
  'brauchen sie meine rvnr ({pension})?',
  'Steuer-ID {tax}',
  'meine steuerliche Identifikationsnummer ist {tax} falls Sie die brauchen',
  'Steueridentnr: {tax}, Vertrag <contract>',
  'idnr {tax} steht auf dem brief vom <date>',
  'Krankenversichertennummer {health}',
  'auf der Gesundheitskarte steht {health}',
  'KVNR: {health}, wohnhaft in <postcode> Musterstadt',
  'bin bei der kasse unter {health} versichert',
  'Meine E-Mail ist {email}',
  'bitte an {email} schicken danke',
  'ich habe die adresse {email} nicht mehr, neu ist {email}',
  'der code kommt nicht an bei {email} seit <date>',
  'Schreiben Sie mir: {email}. Vielen Dank!',
  'anmelden mit {email} geht ned',
  '{email} ist falsch geschrieben im portal',
  'E-Mail={email};Vertrag=<contract>',
  'Rufen Sie mich an: {phone}',
  'Sie erreichen mich unter {phone} ab <time> Uhr',
  'Tel. {phone}',
  'meine neue Handynummer ist {phone}',
  'handy {phone} festnetz {phone}',
  'Bitte um Rückruf, {phone}, am besten am <date>',
  'der sms code geht noch an {phone}, das handy hab ich nicht mehr',
  'Telefonnummer ändern von {phone} auf {phone}',
  'mobil: {phone}, mail: {email}',
  'Ich bin Erika Mustermann, <postcode> Musterstadt, {phone}, {email}',
  'guten tag mein mann ist verstorben seine karte war {card} und die iban {iban}',
  'name max vertrag <contract> iban {iban} tel {phone}',
  'Hallo, ich (Tel.: {phone}) habe am <date> meine Mailadresse {email} geändert und jetzt kommt kein Code.',
  'WhatsApp {phone} geht auch',
  '({phone})',
  'IBAN{iban}',
  'Vertrag, und meine SV-Nr ist {pension}',
  'https://portal.example/konto?mail={email}',
  'Nummer gewechselt! alt {phone}',
];

/** Nothing in these is personal, however much like it the numbers look. */
const HARMLESS: readonly string[] = [
  'Meine Vertragsnummer ist <contract>.',
  'Vertrag <contract> seit <date>',
  'versicherungsnummer <digits>',
  'Versicherungsscheinnummer <digits>, was nun?',
  'Kundennummer <digits>',
  'Der Aktivierungscode <code> wird nicht angenommen.',
  'code <code> ist abgelaufen seit <date>',
  'Bestätigungscode <code> kam um <time>',
  'Ich habe <points> Punkte, stimmt das?',
  'seit <date> warte ich auf den brief',
  'zwischen <date> und <date> war ich im urlaub',
  '<date> - <date> keine anmeldung möglich',
  'Ich wohne in <postcode> Musterstadt',
  'PLZ <postcode>',
  'Geboren am <date>',
  'Von <time> bis <time> erreichbar?',
  'Haben Sie von 08.00 - 20.00 Uhr geöffnet?',
  'Android <version> und App <version>',
  'Firefox <version> auf Windows 11',
  'Beitrag <amount> Euro im Monat',
  'Rechnung <digits> über <amount> EUR vom <date>',
  'Schadennummer <digits>',
  'Schaden-Nr. <contract> immer noch offen',
  'Aktenzeichen <digits>/<version>',
  'ich habe 3 Verträge: <contract>, <contract> und <contract>',
  'Ab dem 11. Jahr gibt es 1.000 Punkte, richtig?',
  'ich bin 18 und habe 2 Verträge',
  'Die Hotline 0800 4520104 ist besetzt.',
  'unter 0180 5 123456 kostet es was?',
  'Notruf 112 oder 110',
  'Fehler 404 beim Öffnen',
  'Fehlercode 0x80070005 um <time>',
  'IPhone 15 Pro Max iOS <version>',
  'mein kennzeichen ist M-AB 1234',
  'in 2 - 3 Tagen kommt der Brief?',
  '10.000 - 15.000 Punkte',
  'seit 2019 Kunde, Vertrag <contract>',
  'die 6 Ziffern <code> stimmen',
  'Instagram @lotse',
  'Fr 27 11 2026 um 10 Uhr geht es bei mir',
  'Fr <date> um <time> Uhr, Vertrag <contract> und <contract>',
  'Verträge <contract> - <contract> - <contract>',
  'Ich habe die App am <date> um <time> gelöscht',
];

const SEEDS_PERSONAL = 8;
const SEEDS_HARMLESS = 5;

/** The corpus: every frame several times with other numbers in other spellings; the same at every run. */
export function maskingCorpus(): MaskingCase[] {
  const random = generator(20261122);
  const personal = FRAMES.flatMap((frame) =>
    Array.from({ length: SEEDS_PERSONAL }, () => fill(frame, random)),
  );
  const harmless = HARMLESS.flatMap((frame) =>
    Array.from({ length: SEEDS_HARMLESS }, () => fill(frame, random)),
  );
  return [...personal, ...harmless];
}

type Random = (below: number) => number;

/** The corpus needs no good randomness, only the same at every run (Lehmer, modulus 2^31 - 1). */
function generator(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
}

function fill(frame: string, random: Random): MaskingCase {
  const personal: string[] = [];
  const text = frame.replace(
    /\{(\w+)\}|<(\w+)>/g,
    (_, hidden: string | undefined, open: string | undefined) => {
      const value = MAKE[(hidden ?? open)!]!(random);
      if (hidden !== undefined) personal.push(value);
      return value;
    },
  );
  return { text, personal };
}

const pick = <T>(random: Random, values: readonly T[]): T => values[random(values.length)]!;
const digits = (random: Random, count: number): string =>
  Array.from({ length: count }, () => random(10)).join('');
const two = (value: number): string => String(value).padStart(2, '0');

const MAKE: Readonly<Record<string, (random: Random) => string>> = {
  iban: (random) => spell(random, withIbanCheck(random), 4),
  card: (random) => spell(random, withLuhn(pick(random, ['4', '51', '55', '2221']), random), 4),
  pension: (random) => makePension(random),
  tax: (random) => makeTax(random),
  health: (random) => makeHealth(random),
  email: (random) => makeEmail(random),
  phone: (random) => makePhone(random),
  contract: (random) =>
    `${pick(random, ['AS-', 'LV ', 'KFZ-', 'H', ''])}${1 + random(9)}${digits(random, 8)}`,
  digits: (random) => `${random(10)}${digits(random, 6 + random(4))}`,
  code: (random) => digits(random, 6),
  date: (random) =>
    pick(random, [
      `${two(1 + random(28))}.${two(1 + random(12))}.${2015 + random(12)}`,
      `${1 + random(28)}.${1 + random(12)}.${two(random(30))}`,
      `${2015 + random(12)}-${two(1 + random(12))}-${two(1 + random(28))}`,
      `${1 + random(28)}. Januar ${2015 + random(12)}`,
    ]),
  expiry: (random) => `${two(1 + random(12))}/${27 + random(6)}`,
  time: (random) => `${two(random(24))}:${two(random(60))}`,
  postcode: (random) => `${two(1 + random(99))}${digits(random, 3)}`,
  points: (random) => `${1 + random(30)}.${digits(random, 3)}`,
  version: (random) => `${1 + random(140)}.${random(10)}.${random(10)}`,
  amount: (random) => `${1 + random(900)},${digits(random, 2)}`,
};

function spell(random: Random, number: string, group: number): string {
  const groups = number.match(new RegExp(`.{1,${group}}`, 'g'))!;
  return groups.join(pick(random, ['', ' ', ' ', '-', '\u00a0', '  ', ' - ', '\u200b']));
}

/** ISO 13616: 98 minus the rest of the number with the country's letters and `00` behind, mod 97. */
function withIbanCheck(random: Random): string {
  const [country, length] = pick(random, [
    ['DE', 18],
    ['AT', 16],
  ] as const);
  const account = digits(random, length);
  const letters = [...country].map((letter) => String(letter.charCodeAt(0) - 55)).join('');
  const check = 98n - (BigInt(`${account}${letters}00`) % 97n);
  const number = `${country}${two(Number(check))}${account}`;
  return random(4) === 0 ? number.toLowerCase() : number;
}

function withLuhn(start: string, random: Random): string {
  const body = start + digits(random, 15 - start.length);
  const sum = [...body].reduce((total, digit, place) => {
    const value = place % 2 === 0 ? Number(digit) * 2 : Number(digit);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

const crossSum = (value: number): number => Math.floor(value / 10) + (value % 10);

function makePension(random: Random): string {
  const [area, birthday] = [
    two(2 + random(88)),
    two(1 + random(28)) + two(1 + random(12)) + two(random(100)),
  ];
  const [letter, serial] = [random(26), two(random(100))];
  const weights = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1];
  const sum = [...`${area}${birthday}${two(letter + 1)}${serial}`].reduce(
    (total, digit, place) => total + crossSum(Number(digit) * weights[place]!),
    0,
  );
  const gap = pick(random, ['', ' ', ' ']);
  return [area, birthday, String.fromCharCode(65 + letter), `${serial}${sum % 10}`].join(gap);
}

/** Digits 1–9 in an order that the seed gives, one of them twice; check digit by ISO 7064 mod 11,10. */
function makeTax(random: Random): string {
  const pool = [1, 2, 3, 4, 5, 6, 7, 8, 9].sort(() => random(3) - 1);
  const first = [...pool, pool[3]!];
  let rest = 10;
  for (const digit of first) {
    const sum = (rest + digit) % 10 || 10;
    rest = (sum * 2) % 11;
  }
  const number = first.join('') + ((11 - rest) % 10);
  return random(2) === 0
    ? number
    : `${number.slice(0, 2)} ${number.slice(2, 5)} ${number.slice(5, 8)} ${number.slice(8)}`;
}

function makeHealth(random: Random): string {
  const [letter, body] = [random(26), digits(random, 8)];
  const sum = [...`${two(letter + 1)}${body}`].reduce(
    (total, digit, place) => total + crossSum(Number(digit) * (place % 2 === 0 ? 1 : 2)),
    0,
  );
  return `${String.fromCharCode(65 + letter)}${body}${sum % 10}`;
}

function makeEmail(random: Random): string {
  const name = pick(random, ['erika.mustermann', 'max_m', 'info', 'h-j.müller', 'KARL77', 'a.b+portal', 'x']);
  const host = pick(random, [
    'beispiel.example',
    'mail.beispiel.example',
    'web-post.example',
    'müller.example',
    'mail(punkt)example',
  ]);
  return `${name}${pick(random, ['@', '@', '@', ' (at) ', '[at]', '%40'])}${host}`;
}

function makePhone(random: Random): string {
  const mobile = pick(random, ['151', '160', '171', '176']);
  const area = pick(random, ['30', '89', '221', '6221', '3991']);
  const local = `${1 + random(9)}${digits(random, 5 + random(3))}`;
  const grouped = local.replace(/(\d{2})(?=\d)/g, '$1 ');
  return pick(random, [
    `0${mobile}${local}`,
    `0${mobile[0]} ${mobile.slice(1)} ${grouped}`,
    `0${mobile} ${local}`,
    `0${mobile}/${local}`,
    `0${mobile}-${local}`,
    `+49 ${mobile} ${local}`,
    `+49${mobile}${local}`,
    `0049 ${mobile} ${local}`,
    `+49 (0) ${mobile} ${grouped}`,
    `0${area} ${grouped}`,
    `0${area}/${local}`,
    `(0${area}) ${local}`,
    `0${area} - ${local}`,
    `+43 ${mobile} ${local}`,
  ]);
}
