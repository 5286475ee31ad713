/** Before the next picture; a hidden page draws none, but what it counts goes on. */
export function nextFrame(act: () => void): void {
  if (document.hidden) setTimeout(act);
  else requestAnimationFrame(act);
}
