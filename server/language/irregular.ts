/**
 * Forms of irregular verbs that no suffix rule brings together, without separable prefixes.
 * Left: the infinitive. Right: its other stems as they occur in finite forms and participles.
 */
const TABLE = `
sein: bin bist ist sind seid war warst waren wart gewesen wäre wären sei
haben: habe hast hat habt hatte hatten gehabt hätte hätten
werden: werde wirst wird werdet wurde wurden geworden würde würden worden
können: kann kannst könnt konnte konnten gekonnt könnte könnten
müssen: muss musst müsst musste mussten gemusst müsste
wollen: will willst wollt wollte wollten gewollt
dürfen: darf darfst dürft durfte durften dürfte dürften
mögen: mag magst möchte möchten möchtest mochte gemocht
wissen: weiß weißt wisst wusste wussten gewusst
geben: gibt gibst gib gab gaben gegeben gebe
nehmen: nehme nimmt nimmst nimm nahm nahmen genommen
sehen: sehe siehst sieht sieh sah sahen gesehen
lesen: liest lies las lasen gelesen
gehen: gehe geht gehst ging gingen gegangen
stehen: stehe steht stehst stand standen gestanden
kommen: komme kommt kommst kam kamen gekommen
bekommen: bekomme bekommt bekommst bekam bekamen
finden: finde findet findest fand fanden gefunden
binden: bindet band gebunden
bleiben: bleibt bleibe blieb blieben geblieben
schreiben: schreibe schreibt schrieb schrieben geschrieben
schließen: schließt schließe schloss schlossen geschlossen
ziehen: ziehe zieht zog zogen gezogen
verlieren: verliert verliere verlor verloren
bieten: bietet biete bot boten geboten
verbieten: verboten
vergessen: vergesse vergisst vergaß vergaßen
helfen: hilft hilfst hilf half halfen geholfen helfe
sprechen: spricht sprichst sprich sprach gesprochen spreche
treffen: trifft traf getroffen
treten: tritt trat getreten
brechen: bricht brach gebrochen
sterben: stirbt starb gestorben
werben: wirbt warb geworben
gelten: gilt galt gegolten
halten: hält hältst hielt hielten gehalten halte
erhalten: erhält erhältst erhielt erhielten
fallen: fällt fiel fielen gefallen
verfallen: verfällt verfiel verfielen
laufen: läuft läufst lief liefen gelaufen laufe
laden: lädt lädst lud luden geladen lade
lassen: lässt ließ ließen gelassen lasse lass
schlagen: schlägt schlug geschlagen
tragen: trägt trug trugen getragen trage
fahren: fährt fuhr gefahren
rufen: ruft rief riefen gerufen rufe
heißen: heißt hieß geheißen
bringen: bringt brachte brachten gebracht
denken: denkt denke dachte gedacht
kennen: kennt kenne kannte gekannt
nennen: nennt nannte genannt
senden: sendet sandte gesandt zugesandt
wenden: wendet wandte gewandt
tun: tut tue tat getan
liegen: liegt lag lagen gelegen
sitzen: sitzt saß gesessen
steigen: steigt stieg gestiegen
weisen: weist wies gewiesen
greifen: greift griff gegriffen
streichen: streicht strich gestrichen
beginnen: beginnt begann begonnen
gewinnen: gewinnt gewann gewonnen
schwinden: schwindet schwand geschwunden
verschwinden: verschwindet verschwand verschwunden
springen: springt sprang gesprungen
trinken: trinkt trank getrunken
essen: isst aß gegessen
wachsen: wächst wuchs gewachsen
waschen: wäscht wusch gewaschen
schneiden: schneidet schnitt geschnitten
beißen: beißt biss gebissen
reißen: reißt riss gerissen
scheinen: scheint schien geschienen
leihen: leiht lieh geliehen
schicken: schickt geschickt
kündigen: kündigt gekündigt kündigst kündige kündigung
gelingen: gelingt gelang gelungen
entscheiden: entscheidet entschied entschieden
unterscheiden: unterschied unterscheidet
verzeihen: verziehen
betrügen: betrog betrogen
fließen: fließt floss geflossen
genießen: genießt genoss genossen
wiegen: wiegt wog gewogen
schieben: schiebt schob geschoben
fliegen: fliegt flog geflogen
anfangen: fängt fing angefangen
fangen: fängt fing gefangen
hängen: hängt hing gehangen
empfehlen: empfiehlt empfahl empfohlen
befehlen: befiehlt befohlen
stehlen: stiehlt stahl gestohlen
werfen: wirft warf geworfen
geschehen: geschieht geschah
raten: rät riet geraten
schlafen: schläft schlief geschlafen
stoßen: stößt stieß gestoßen
`;

const INFINITIVES = new Map<string, string>();
for (const line of TABLE.trim().split('\n')) {
  const [infinitive = '', forms = ''] = line.split(': ');
  for (const form of forms.split(' ')) INFINITIVES.set(form, infinitive);
}

/** The infinitive of an irregular verb form, if it is one. */
export function infinitiveOf(word: string): string | undefined {
  return INFINITIVES.get(word);
}
