import { render } from 'preact';
import { createDesk } from './desk.ts';
import { createHttp } from './http.ts';
import { createSessions } from './sessions.ts';
import { createStorage } from './storage.ts';
import { createStore } from './store.ts';
import { App } from './view/app.tsx';

/** Fragment of a one-time link; a fragment never reaches the server's logs. */
const INVITATION = /^#einladung=([\w-]+)$/;

const store = createStore();
const sessions = createSessions({
  server: location.origin,
  store,
  http: createHttp('/console/api'),
  storage: (agent) => createStorage(sessionStorage, agent),
  seen: () => document.visibilityState === 'visible' && document.hasFocus(),
});
const desk = createDesk(store, sessions);

addEventListener('focus', desk.looked);
document.addEventListener('visibilitychange', desk.looked);
// A link that was used has no business in the address bar and its history.
store.subscribe(() => {
  const { phase } = store.get().session;
  if (location.hash !== '' && (phase === 'signed-in' || phase === 'signed-out'))
    history.replaceState(null, '', location.pathname);
});

const root = document.querySelector('#console');
if (root) render(<App store={store} desk={desk} sessions={sessions} />, root);
void sessions.begin(INVITATION.exec(location.hash)?.[1]);
