import { useEffect, useState } from 'preact/hooks';

export type Extra = typeof import('../extra/extra.ts');

/** What is loaded later: once `wanted`, when the browser has nothing else to do, or at once by `retry`. */
export function useExtra(load: () => Promise<Extra>, wanted: boolean) {
  const [extra, setExtra] = useState<Extra>();
  const [failed, setFailed] = useState(false);
  const retry = () => {
    if (extra !== undefined) return;
    setFailed(false);
    load().then(setExtra, () => setFailed(true));
  };
  useEffect(() => {
    if (wanted) (window.requestIdleCallback ?? setTimeout)(retry);
  }, [wanted]);
  return { extra, failed, retry };
}
