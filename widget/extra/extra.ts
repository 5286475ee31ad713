/** What a visitor needs later or never: fetched once the window is open and the browser has nothing else to do. */
export { EndQuestion } from './end.tsx';
export { english } from './english.ts';
export { Form } from './form.tsx';
export { Menu, SaveLink } from './menu.tsx';
export { Rating } from './rating.tsx';
export { Sound } from './sound.tsx';
export { extraStyles } from './styles.ts';
export { Suggestions } from './suggestions.tsx';
export { download } from './transcript.ts';
