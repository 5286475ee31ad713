/** What a visitor does with the own data: fetched when that page is opened. */
export { DataPage } from './data-page.tsx';
