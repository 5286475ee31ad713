import { useEffect, useState } from 'preact/hooks';

/** The page of the visitor's own data, loaded when it is opened. */
export type Data = typeof import('../privacy/data.ts');
export type Extra = typeof import('../extra/extra.ts');

/** What is loaded later: once `wanted`, when the browser has nothing else to do, or at once by `retry`. */
export function useExtra<T = Extra>(load: () => Promise<T>, wanted: boolean) {
  const [extra, setExtra] = useState<T>();
  const [failed, setFailed] = useState(false);
  const retry = () => {
    if (extra !== undefined) return;
    setFailed(false);
    load().then(
      (loaded) => setExtra(() => loaded),
      () => setFailed(true),
    );
  };
  useEffect(() => {
    if (wanted) (window.requestIdleCallback ?? setTimeout)(retry);
  }, [wanted]);
  return { extra, failed, retry };
}
