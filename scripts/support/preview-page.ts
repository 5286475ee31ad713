/** The page: explanations at the left, the real widget over it. It works on its own machine only. */
export const PREVIEW_PAGE = `<!doctype html>
<html lang="de">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Vorschau des Wissens</title>
<style>
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 44rem; margin: 0; padding: 1.5rem; }
  li { margin: 0 0 1rem; padding: 0.75rem 1rem; border: 1px solid; border-radius: 0.5rem; list-style: none; }
  ul { padding: 0; } p { margin: 0.25rem 0; } pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 0.8125rem; }
  summary { cursor: pointer; }
</style>
<main>
  <h1>Vorschau des Wissens</h1>
  <p>Fragen Sie rechts unten im Chat. Hier steht zu jeder Antwort, warum sie gegeben wurde und in welcher Datei sie steht. Gespeicherte Änderungen gelten sofort; das Gespräch wird nirgends aufbewahrt.</p>
  <p id="problems" role="status"></p>
  <ul id="replies" aria-live="polite"></ul>
</main>
<script src="/widget.js" async></script>
<script>
  const list = document.getElementById('replies');
  const problems = document.getElementById('problems');
  let seen = '';
  const line = (name, text) => Object.assign(document.createElement(name), { textContent: text });
  function show(reply) {
    const item = document.createElement('li');
    item.append(line('p', '„' + reply.to + '“ → ' + reply.text), line('p', 'Datei: ' + reply.file));
    if (reply.why) {
      const why = document.createElement('details');
      why.append(line('summary', 'Warum diese Antwort?'), line('pre', reply.why));
      item.append(why);
    }
    return item;
  }
  async function look() {
    const { replies, refused } = await (await fetch('/preview/replies')).json();
    problems.textContent = refused.join(' ');
    const now = JSON.stringify(replies);
    if (now === seen) return;
    seen = now;
    list.replaceChildren(...replies.reverse().map(show));
  }
  setInterval(() => look().catch(() => {}), 700);
</script>
</html>
`;
