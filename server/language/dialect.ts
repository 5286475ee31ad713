/** Dialect, colloquial and chat spellings of function words and everyday verbs, as standard German. */
const STANDARD: ReadonlyMap<string, string> = entries(`
  ich: i ick icke ik isch ig
  nicht: ned net nit nich nedd nid nichd ni
  nichts: nix nischt nüscht nixe
  was: wos wat wot
  das: des dit dat det dös ditte
  wie: wia
  wo: wou wöu
  mir: mia ma mer
  mich: mi misch
  dich: di disch
  dir: dia
  euch: eich enk
  ihr: ihrs
  wir: wirs
  sie: se
  auch: ooch aa ook och au
  auf: uff uf
  aus: ausm
  ein: n
  eine: ne
  einen: nen
  einem: nem
  einer: ner
  kein: koa koan koin keen
  keine: koane koine keene
  keinen: koanen keenen koin
  mein: mei moi mien
  meine: meene meini moine mine
  meinen: mein'n meim
  habe: hob hab han hoab hawe
  haben: hom ham hamm hän
  hat: hod hot hett
  gehabt: ghabt ghobt
  kann: ko koo kon ka chan chani
  kannst: konnst kannste
  können: kenna kenne könna
  will: wui wüll
  möchte: mecht mecat möcht mechat
  muss: muas mua muaß mussi moss
  müssen: miassn miaßn
  soll: soi soid
  bin: bi ben
  ist: is isch iss
  sind: san sin sann send
  weiß: woaß woas weeß wees
  geht: gäht jeht gehd geiht jet
  gehen: gehn jehn
  gib: jib
  gibt: jibt
  komme: kumm komm kimm
  kommt: kimmt kummt
  kommen: kemma kumma
  schau: schaug guck kiek
  anschauen: oschaugn oschaun anschaun oschaung
  nachschauen: nachschaun nochschaun noochschaun
  sehen: sehn segn säh seh gseh
  sehe: sehg siag seg
  machen: macha mocha maaken moch
  mache: mach mochi
  bekommen: kriegen kriagn krieng griegen kriegn
  bekomme: krieg kriag griag krich kriege
  bekommt: kriegt kriagt griegt
  bekommst: kriegst kriagst
  jetzt: jetz etz jez jetza iatz jetzad jezz
  schon: scho schoo
  einmal: mal moi amoi amol emol ma
  eigentlich: eigentli eigntlich
  immer: imma allweil oiwei
  wieder: wida wieda widder
  heute: heit heut hüt

  etwas: ebbes wat'n epps
  über: iba üwa
  für: fia fier füa för
  von: vo vun
  mit: mid
  zu: z
  keiner: koana
  warum: warom worum wieso weshalb
  zurück: zruck zrück
  herunterladen: runterladen runterlade downloaden runnerladen
  herunter: runter
  hinein: rein nei eini
  heraus: raus naus
  herauf: rauf
  eure: eier eira
  gelten: gellet gellt
  gibt: gibts gits
  geht: gehts jehts
  hat: hats
  habe: habs hobs
  wird: wirds
  kann: kanns
  ist: ists
  für: fürs
  auf: aufs
  wer: wea
  zwei: zwoa zwee zwo
  anmelden: aanmelde aamelde omeldn
  gekommen: cho
  kannst: kannste
  hast: haste host hosch
  bist: biste bisch
  ganz: janz
  gut: juut jut guad guat
  gern: jern gerna
  passwort: basswort paswort passwoat
`);

/** Standard German for a dialect or chat spelling; every other word comes back as it is. */
export function toStandard(word: string): string {
  return STANDARD.get(word) ?? word;
}

function entries(table: string): Map<string, string> {
  const result = new Map<string, string>();
  for (const line of table.trim().split('\n')) {
    const [standard = '', spellings = ''] = line.split(':').map((side) => side.trim());
    for (const spelling of spellings.split(' ')) result.set(spelling, standard);
  }
  return result;
}
