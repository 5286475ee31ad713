/**
 * Function words by what they can tell. `filler` says nothing about a subject; `question` and `negation` say what is
 * wanted; `generic` verbs and nouns fit everywhere and tell little.
 */
export type WordClass = 'filler' | 'question' | 'negation' | 'generic' | 'content';

const CLASSES = new Map<string, WordClass>();
add(
  'filler',
  `aber alle allem allen aller alles als also am an andere anderen ander anderes auch auf aus bei beim bereits bin bis bist
  bitte bissen bisschen da dabei dadurch dafür dagegen daher dahin damit danach daneben dann daran darauf daraus darf darfst
  darin darüber darum davon davor dazu dass das dein deine deinem deinen deiner dem den denen denn der deren des deshalb
  dessen dich die dies diese diesem diesen dieser dieses dir doch dort du durch dürfen eben eh ein eine einem einen einer
  eines einmal eigentlich er es etwa etwas euch euer eure euren eurem eurer für ganz gar gegen genau gerade gern gerne habe
  haben habt hallo hast hat hatte hatten hätte hätten her hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im
  immer in ins ist ja je jede jedem jeden jeder jedes jetzt kann kannst könnt können könnte könnten man mehr mein meine
  meinem meinen meiner meines mich mir mit mögen möchte möchten muss musst müssen müsste nach nämlich neben noch nun nur ob
  oder ohne schon sehr sein seine seinem seinen seiner seit selbst sich sie sind so sodass solche soll sollen sollte sollten
  sonst sowie sowas trotz über überhaupt um und uns unser unsere unserem unseren unserer unter vom von vor während war waren
  warst weg wegen weil weiter wenn werde werden wieder will willst wir wird wirst wo wollen wollte wollten wurde wurden
  würde würden zu zum zur zwar zwischen äh ähm halt mal eben doch irgendwie irgendwo irgendwas tja naja okay ok bloß wohl
  vielleicht einfach echt wirklich total voll leider endlich dachte denke glaube finde guten tag danke gesagt sagen sag
  frage fragen wissen weiß liebe lieber sehr geehrte damen herren moin servus hi`,
);
add(
  'negation',
  'nicht nichts kein keine keinem keinen keiner keines nie niemals nirgends nirgendwo ohne weder',
);
add(
  'question',
  `was wer wem wen wessen wie wieviel wo wofür wohin woher wann warum welche welchem welchen welcher welches wozu womit woran
  worauf wobei wodurch wovon wieso weshalb wielange`,
);
add(
  'generic',
  `geht gehen gehe gibt geben gebe macht machen mache tun tut kommt kommen komme bekomme bekommen bekommt brauche brauchen
  braucht nutzen nutze hilfe helfen hilft lassen lässt steht stehen stelle stellen sache problem möglich finde finden sehe
  sehen passiert funktioniert funktionieren klappt läuft bringt bringen heißt bedeutet neu neue neuer neues neuen`,
);

/** What kind of word this is; the word in lower case, standard German. */
export function wordClass(word: string): WordClass {
  return CLASSES.get(word) ?? 'content';
}

function add(kind: WordClass, words: string): void {
  for (const word of words.split(/\s+/)) CLASSES.set(word, kind);
}
