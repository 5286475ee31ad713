import type { VNode } from 'preact';

/** A component that draws a path of 24 × 24 in the colour of the text; decoration, so without a name. */
export const icon = (d: string) => (): VNode => (
  <svg viewBox="0 0 24 24" aria-hidden="true">
    <path d={d} />
  </svg>
);

export const CloseIcon = icon('m6 9 6 6 6-6');
export const SendIcon = icon(
  'M4.5 12h6M4.5 12 3.2 5.2a.7.7 0 0 1 1-.8l16 7a.7.7 0 0 1 0 1.2l-16 7a.7.7 0 0 1-1-.8Z',
);
export const PersonIcon = icon(
  'M12 12a3.8 3.8 0 1 0 0-7.6 3.8 3.8 0 0 0 0 7.6ZM4.8 19.8c.6-3.2 3.5-5 7.2-5s6.6 1.8 7.2 5',
);
export const LetterIcon = icon(
  'M4.3 6h15.4a.8.8 0 0 1 .8.8v10.4a.8.8 0 0 1-.8.8H4.3a.8.8 0 0 1-.8-.8V6.8a.8.8 0 0 1 .8-.8Zm-.5.5 8.2 6.3 8.2-6.3',
);
export const AssistantIcon = icon(
  'M20 11.6a7.9 7.9 0 0 1-8 7.6 8.6 8.6 0 0 1-3.1-.6l-4.7 1.5 1.3-3.8a7.3 7.3 0 0 1-1.5-4.7A7.9 7.9 0 0 1 12 4a7.9 7.9 0 0 1 8 7.6ZM8.6 11.6h.01M12 11.6h.01M15.4 11.6h.01',
);
export const BackIcon = icon('M14.5 5.5 8 12l6.5 6.5');
export const CheckIcon = icon('m5.5 12.5 4.3 4.3 8.7-9.3');
export const MoreIcon = icon('M5.5 12h.010M12 12h.010M18.5 12h.010');
export const HideIcon = icon('m6.5 6.5 11 11m0-11-11 11');
export const DownIcon = icon('M12 5v14m-5.5-5.5L12 19l5.5-5.5');
export const YesIcon = icon(
  'M8 10.5v8.7m0-8.7 3.4-6.2c1.4 0 2.3 1 2.1 2.3l-.5 3.2h4.7c1.2 0 2 1 1.8 2.1l-1.1 5.6c-.2 1-1 1.7-2 1.7H5.2a.7.7 0 0 1-.7-.7v-7.3c0-.4.3-.7.7-.7Z',
);
export const NoIcon = icon(
  'M16 13.5V4.8m0 8.7-3.4 6.2c-1.4 0-2.3-1-2.1-2.3l.5-3.2H6.3c-1.2 0-2-1-1.8-2.1l1.1-5.6c.2-1 1-1.7 2-1.7h11.2c.4 0 .7.3.7.7v7.3c0 .4-.3.7-.7.7Z',
);
