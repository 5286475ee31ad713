import { clientId } from '../widget/shared/client-id.ts';
import type { Answer, Refused } from '../widget/shared/connection.ts';
import type { Live } from './live.ts';
import { isPassing, sentence } from './refusals.ts';
import type { Sessions } from './sessions.ts';
import type { Store } from './store.ts';

type Run = (live: Live, clientId: string) => Promise<Answer<object>>;

/** What is said instead of the general sentence: by the code of the refusal. */
export type Words = (
  refused: Refused,
) => { readonly notice: string } | { readonly problem: string } | undefined;

/** @returns whether it was granted */
export type Command = (what: string, run: Run, words?: Words) => Promise<boolean>;

export const unanswered: { ok: false; error: Refused } = {
  ok: false,
  error: { code: 'unanswered', ref: '' },
};

/**
 * One ask behind a button: busy while it runs, the refusal as a sentence at its place. An attempt that nobody knows
 * the end of keeps its id, so that trying again cannot do it twice. What is about to leave the screen is told in a
 * notice.
 */
export function createCommands(store: Store, sessions: Sessions): Command {
  const ids = new Map<string, string>();
  return async (what, run, words) => {
    const live = sessions.live();
    const id = ids.get(what) ?? clientId();
    ids.set(what, id);
    store.dispatch({ type: 'asked', what });
    const answer = live === undefined ? unanswered : await run(live, id);
    if (answer.ok || !isPassing(answer.error)) {
      ids.delete(what);
      await live?.sync.inbox();
    }
    const said = answer.ok ? undefined : (words?.(answer.error) ?? { problem: sentence(answer.error) });
    if (said !== undefined && 'notice' in said)
      store.dispatch({ type: 'notice', notice: { text: said.notice } });
    if (said === undefined || 'notice' in said) store.dispatch({ type: 'granted', what });
    else store.dispatch({ type: 'refused', what, problem: said.problem });
    return answer.ok;
  };
}
