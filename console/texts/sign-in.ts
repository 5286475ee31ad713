import type { AgentRole } from '../../protocol/agent.ts';

/** What is read before an agent is in: sign-in, invitation, a new password. */
export const signInTexts = {
  signIn: {
    title: 'Anmelden',
    lead: 'Für Mitarbeiterinnen und Mitarbeiter der Beratung.',
    login: 'Anmeldename',
    password: 'Passwort',
    submit: 'Anmelden',
    busy: 'Wird geprüft …',
    expired:
      'Ihre Anmeldung ist abgelaufen. Bitte melden Sie sich wieder an – was Sie geschrieben haben, ist noch da.',
    loginMissing: 'Bitte geben Sie Ihren Anmeldenamen ein.',
    passwordMissing: 'Bitte geben Sie Ihr Passwort ein.',
  },
  invitation: {
    title: 'Konto anlegen',
    lead: {
      supervisor:
        'Dieser Link gilt einmal. Das Konto, das Sie damit anlegen, bekommt die Rolle „Leitung“: Es führt Chats wie jedes andere und kann außerdem den Chat für alle Besucher pausieren.',
      agent: 'Dieser Link gilt einmal. Sie legen damit Ihr eigenes Konto für die Beratung an.',
    } satisfies Record<AgentRole, string>,
    name: 'Ihr Name, wie ihn Besucher sehen',
    nameHint: 'Zum Beispiel „Frau Klein“ oder „Mara Klein“.',
    login: 'Anmeldename',
    loginHint: 'Damit melden Sie sich künftig an: Buchstaben, Ziffern, Punkt, Strich oder @.',
    password: 'Passwort',
    passwordHint:
      'Mindestens 12 Zeichen. Ein Satz aus mehreren Wörtern ist leicht zu merken und schwer zu erraten.',
    showPassword: 'Passwort anzeigen',
    submit: 'Konto anlegen und anmelden',
    busy: 'Wird angelegt …',
    nameMissing: 'Bitte geben Sie einen Namen ein.',
    loginMissing: 'Bitte geben Sie einen Anmeldenamen ein.',
    loginTaken: 'Diesen Anmeldenamen gibt es schon. Bitte wählen Sie einen anderen.',
    passwordShort: 'Das Passwort braucht mindestens 12 Zeichen.',
    invalid: {
      name: 'Der Name braucht 2 bis 60 Zeichen.',
      login:
        'Der Anmeldename braucht 2 bis 64 Zeichen und darf nur Buchstaben, Ziffern, Punkt, Strich und @ enthalten.',
      password: 'Das Passwort braucht 12 bis 200 Zeichen.',
    },
    void: 'Dieser Link gilt nicht mehr',
    voidLead:
      'Er wurde schon benutzt oder ist abgelaufen. Wenn Sie ein Konto haben, melden Sie sich damit an. Sonst lassen Sie sich einen neuen Link geben.',
    toSignIn: 'Zur Anmeldung',
  },
  reset: {
    title: 'Neues Passwort wählen',
    lead: (name: string, login: string) =>
      `Dieser Link gilt einmal, für das Konto „${login}“ (${name}). Mit dem neuen Passwort enden alle anderen Anmeldungen dieses Kontos.`,
    password: 'Neues Passwort',
    submit: 'Passwort speichern und anmelden',
  },
  signInRefused: {
    'not-allowed': 'Anmeldename oder Passwort stimmen nicht.',
    'slow-down': 'Zu viele Versuche. Bitte warten Sie eine Minute und versuchen Sie es dann noch einmal.',
  } as Record<string, string>,
} as const;
