import { render } from 'preact';
import { createDesk } from './desk.ts';
import { createHttp } from './http.ts';
import { routeOf } from './routes.ts';
import { createSessions } from './sessions.ts';
import { createStorage } from './storage.ts';
import { createStore } from './store.ts';
import { App } from './view/app.tsx';

const visible = () => document.visibilityState === 'visible';

const store = createStore();
const sessions = createSessions({
  server: location.origin,
  store,
  http: createHttp('/console/api'),
  storage: (agent) => createStorage(sessionStorage, agent),
  seen: () => visible() && document.hasFocus(),
  visible,
});
const desk = createDesk(store, sessions);

addEventListener('focus', desk.looked);
document.addEventListener('visibilitychange', desk.looked);
addEventListener('hashchange', () => {
  const route = routeOf(location.hash);
  // A one-time link that is pasted into an open console begins anew, as in a fresh tab.
  if (route.type === 'page') desk.openPage(route.page);
  else location.reload();
});
// A link that was used has no business in the address bar and its history.
store.subscribe(() => {
  const { phase } = store.get().session;
  if (routeOf(location.hash).type !== 'page' && (phase === 'signed-in' || phase === 'signed-out'))
    history.replaceState(null, '', location.pathname);
});

const root = document.querySelector('#console');
if (root) render(<App store={store} desk={desk} sessions={sessions} />, root);
const route = routeOf(location.hash);
if (route.type === 'page') desk.openPage(route.page);
void sessions.begin(route);
