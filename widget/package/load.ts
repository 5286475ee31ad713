import type * as api from './api.ts';

/**
 * The server's own script does the work, so that the page need not be built anew when the server is. By `import`, not
 * by a script element: pages that require Trusted Types let it through.
 */
export const load: typeof api.load = async ({ server, ...options }) => {
  const element = document.createElement('lotse-chat') as api.LotseElement;
  for (const [name, value] of Object.entries({ server, ...options }))
    if (value !== undefined) element.dataset[name] = value;
  document.body.append(element);
  try {
    await import(new URL('/widget.js', server).href);
    await customElements.whenDefined('lotse-chat');
  } catch (error) {
    element.remove();
    throw new Error(`The chat could not be loaded from ${server}.`, { cause: error });
  }
  return element;
};
