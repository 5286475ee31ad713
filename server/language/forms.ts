/**
 * Words that are written in several ways, apart or together, as one token each.
 * Left: the ways of writing, lower case, parts separated by a space (hyphens count as spaces). Right: the token.
 */
const FORMS: Readonly<Record<string, string>> = {
  'e mail': 'email',
  'e mails': 'email',
  'e mailadresse': 'emailadresse',
  'e mailadressen': 'emailadresse',
  mail: 'email',
  mails: 'email',
  emial: 'email',
  'pop up': 'popup',
  'pop ups': 'popup',
  'log in': 'login',
  'log out': 'logout',
  'touch id': 'touchid',
  'face id': 'faceid',
  'java script': 'javascript',
  'play store': 'playstore',
  'app store': 'appstore',
  'live chat': 'livechat',
  'first party': 'firstparty',
  'smart phone': 'smartphone',
  'i phone': 'iphone',
  'i pad': 'ipad',
  'i os': 'ios',
  'w lan': 'wlan',
  'whats app': 'whatsapp',
  'chat bot': 'chatbot',
  'chat bots': 'chatbot',
  '2fa': 'zweifaktor',
  '2 fa': 'zweifaktor',
  '2 faktor': 'zweifaktor',
  '2faktor': 'zweifaktor',
  'zwei faktor': 'zweifaktor',
  'zwei faktoren': 'zweifaktor',
  '2 faktoren': 'zweifaktor',
  'zweiter faktor': 'zweifaktor',
  'zweiten faktor': 'zweifaktor',
  'zweite faktor': 'zweifaktor',
  '2 stufig': 'zweistufig',
  '2 stufige': 'zweistufig',
  'zwei stufig': 'zweistufig',
  'zwei stufige': 'zweistufig',
  'wie viel': 'wieviel',
  'wie viele': 'wieviel',
  wieviele: 'wieviel',
  'wie vielen': 'wieviel',
  'so dass': 'sodass',
};

/** The token by first part, then by second; '' stands for no second part. */
const BY_PARTS = new Map<string, Map<string, string>>();
for (const [written, token] of Object.entries(FORMS)) {
  const [first = '', second = ''] = written.split(' ');
  BY_PARTS.set(first, (BY_PARTS.get(first) ?? new Map<string, string>()).set(second, token));
}

/** A token after writing variants were united, with the number of tokens that it stands for. */
export interface Form {
  readonly word: string;
  readonly length: number;
}

/** The united form that begins at a place in a list of words, if one does; the longer one where two do. */
export function formAt(words: readonly string[], at: number): Form | undefined {
  const forms = BY_PARTS.get(words[at]!);
  if (!forms) return undefined;
  const next = words[at + 1];
  const both = next === undefined ? undefined : forms.get(next);
  if (both !== undefined) return { word: both, length: 2 };
  const alone = forms.get('');
  return alone === undefined ? undefined : { word: alone, length: 1 };
}
