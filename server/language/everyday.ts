/**
 * Everyday German words and turns that mean nearly the same, independent of any subject. Each line is a concept; its
 * words are matched by stem, turns word by word. The knowledge's own synonyms stand beside these and count more.
 */
export const EVERYDAY: readonly (readonly string[])[] = `
bekommen, erhalten, kriegen, empfangen, zugeschickt bekommen, ankommen, eintreffen, zugehen
schicken, senden, zusenden, zuschicken, übersenden, versenden, übermitteln, zustellen
sehen, ansehen, anschauen, schauen, gucken, angucken, einsehen, anzeigen, nachsehen, nachschauen, abrufen, sichtbar, ablesen, betrachten
finden, suchen, auffinden, auftauchen, wiederfinden
ändern, wechseln, aktualisieren, anpassen, bearbeiten, umstellen, korrigieren, berichtigen, umändern, tauschen
neu, anders, gewechselt, frisch
löschen, entfernen, beenden, kündigen, abmelden, schließen, loswerden, auflösen, dichtmachen, stilllegen, austreten, aussteigen
verlieren, verfallen, ablaufen, weg sein, futsch, verschwinden, erlöschen, flöten gehen, verloren gehen
anmelden, registrieren, einschreiben, eintragen, mitmachen, teilnehmen, beitreten, konto anlegen, konto erstellen
einloggen, anmelden, nicht mehr anmelden, anmelden klappt nicht, anmelden geht nicht, login, log, reinkommen, zugang, zugreifen, einsteigen
kaputt, defekt, fehler, störung, problem, funktioniert nicht, geht nicht, klappt nicht, spinnt, hängt, streikt, fehlgeschlagen, läuft nicht
handy, smartphone, mobiltelefon, telefon, iphone, android, mobil
handynummer, mobilnummer, mobilfunknummer, telefonnummer, rufnummer
computer, pc, rechner, laptop, notebook, desktop
passwort, kennwort, zugangsdaten, logindaten, anmeldedaten, passcode, zugangswort
benutzername, nutzername, username, login, benutzerkennung, anmeldename
konto, account, benutzerkonto, zugang, profil, kundenkonto, nutzerkonto
email, mail, mailadresse, emailadresse, elektronisch
brief, post, papier, schreiben, umschlag, schriftlich, postalisch, briefkasten
digital, elektronisch, online, papierlos, internet
internet, online, web, netz, webseite, website, homepage, internetseite, onlineportal, portal
dokument, unterlage, datei, pdf, schriftstück, papiere, nachweis, bescheinigung
kosten, preis, gebühr, bezahlen, kostenlos, gratis, umsonst, kostenfrei, kostenpflichtig, teuer
geld, betrag, summe, zahlung
kaufen, erwerben, dazukaufen, bezahlen, zuzahlen, draufzahlen, aufstocken
schenken, übertragen, weitergeben, verschenken, abgeben, überweisen, überschreiben, abtreten
familie, frau, mann, ehefrau, ehemann, partner, kind, sohn, tochter, bruder, schwester, mutter, vater, angehörige, familienmitglied
gemeinsam, zusammen, beide, zu zweit, mehrere
warten, dauern, lange, frist, zeitraum, wann
gültig, gültigkeit, gelten, ablaufdatum, haltbar, verwendbar, ablaufen, befristet
sicher, sicherheit, geschützt, schutz, schützen, datenschutz, verschlüsselt, verschlüsselung, absichern
einschalten, aktivieren, anschalten, freischalten, anmachen, einrichten
ausschalten, deaktivieren, abschalten, abstellen, ausmachen, abbestellen
laden, herunterladen, download, installieren, runterladen, downloaden, beziehen
vorteil, nutzen, bringt, lohnt, vorzug, mehrwert, gewinn
rabatt, vergünstigung, nachlass, ermäßigung, preisnachlass, günstiger, sparen
prämie, belohnung, geschenk, gutschein
punkt, bonuspunkt, bonus, treuepunkt
falsch, fehlerhaft, stimmt nicht, unkorrekt, nicht korrekt, verkehrt, passt nicht, unstimmig
fehlen, vermissen, nicht da, nicht angekommen, nirgends, leer, nichts drin, verschwunden
zusätzlich, extra, weitere, obendrauf, mehr, sonder
vertrag, police, versicherung, versicherungsvertrag
kündigung, kündigen, auslaufen, beendet, vertragsende
hilfe, helfen, unterstützung, weiterhelfen, kundenservice, support, kundendienst, ansprechpartner
telefonieren, anrufen, telefonisch, hotline, telefonnummer, rückruf, zurückrufen, durchstellen, weiterleiten
mitarbeiter, mensch, berater, person, kollege, sachbearbeiter, ansprechpartner, kundenbetreuer, betreuer, agent, vorgesetzter, chef, jemand, irgendwer
hallo, hi, hey, moin, servus, guten tag, guten morgen, guten abend, grüß gott, grüezi, tach, huhu, hallöchen, gude, mahlzeit, grüßen, grüße, guten mittag, hallihallo
danke, dankeschön, merci, thx, bedanken, dank, thanks, vergelt's gott, hilfreich, dankbar, perfekt, prima, super, toll
tschüss, tschüs, tschüssi, ciao, tschau, wiedersehen, wiederschauen, ade, bis bald, bis dann, mach's gut, pfiat di, bye, verabschieden, gute nacht, schönen tag noch, schönen abend noch, schönes wochenende, schönen feierabend, das war alles, das war's, keine weiteren fragen
idiot, depp, dumm, blöd, trottel, arsch, arschloch, scheiße, doof, bescheuert, penner, dödel, vollpfosten, klappe halten, maul, schnauze, dummkopf, blödmann, hirnlos, schwachsinnig, betrüger, verbrecher, saftladen, abzocker, unfähig, drecksladen, mist, beschissen
quatsch, blödsinn, unsinn, nutzlos, unbrauchbar, sinnlos, nicht hilfreich, falsche antwort, schwachsinn, müll, nicht verstanden, nicht meine frage, nichts kapiert, verstehst nicht, kapierst
können, möglich, möglichkeit, fähig, imstande
brauchen, benötigen, erforderlich, notwendig, nötig, müssen
zweck, wozu, wofür, grund, sinn, weshalb
funktion, möglichkeit, leistung, angebot, feature
vergessen, verloren, verlegt, entfallen, verschusselt, nicht mehr wissen, fällt nicht mehr ein, einfallen, nicht einfallen, komme nicht drauf
alter, alt, jahre, lebensjahr, volljährig, minderjährig
arzt, krank, gesundheit, medizin, diagnose, behandlung, krankenhaus
auto, kfz, kraftfahrzeug, wagen, fahrzeug, pkw
unfall, crash, zusammenstoß, karambolage
bestätigen, bestätigung, nachweisen, verifizieren
öffnen, aufmachen, anklicken, aufgehen, aufrufen
grau, ausgegraut, blass, gesperrt
beschweren, beschwerde, reklamieren, reklamation, beanstanden
firma, unternehmen, betrieb, betrieblich, arbeitgeber, business
einbauen, integrieren, einbinden, verbinden, anbinden, integration, schnittstelle
roboter, bot, chatbot, robo, assistent, maschine, automat, ki, künstliche intelligenz, algorithmus, programm, computer
branche, bereich, sektor, industrie, gebiet
lernen, trainieren, ausbilden, schulen, training
sprache, sprachen, mehrsprachig, deutsch, englisch
schnell, rasch, sofort, umgehend, flott
anfangen, beginnen, starten, loslegen, start
`
  .trim()
  .split('\n')
  .map((line) => line.split(', '));
