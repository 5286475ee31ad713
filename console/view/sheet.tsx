import type { ComponentChildren } from 'preact';
import { texts } from '../texts.ts';

type SheetProps = { title: string; lead: string; urgent?: boolean; children?: ComponentChildren };

/** A single sheet in the middle of the page, for all that comes before the desk. */
export function Sheet({ title, lead, urgent = false, children }: SheetProps) {
  return (
    <main class="sheet">
      <p class="brand">
        <span class="mark" aria-hidden="true" />
        {texts.product} <span class="place">{texts.place}</span>
      </p>
      <div class="card">
        <h1>{title}</h1>
        <p class={urgent ? 'lead urgent' : 'lead'}>{lead}</p>
        {children}
      </div>
    </main>
  );
}
