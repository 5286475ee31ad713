import { describe, expect, it } from 'vitest';
import { findPage, PAGES, pagesFor } from '../../console/pages.ts';
import { linkTo, routeOf, START_PAGE } from '../../console/routes.ts';

describe('the address', () => {
  it.each([
    ['', { type: 'page', page: START_PAGE }],
    ['#/team', { type: 'page', page: '#/team' }],
    ['#einladung=abc-_1', { type: 'invitation', token: 'abc-_1' }],
    ['#passwort=abc-_1', { type: 'reset', token: 'abc-_1' }],
    ['#passwort=', { type: 'page', page: START_PAGE }],
    ['#/../x', { type: 'page', page: START_PAGE }],
  ])('%s leads to %j', (fragment, route) => {
    expect(routeOf(fragment)).toEqual(route);
  });

  it('of a one-time link is read as the link that it is', () => {
    for (const kind of ['invitation', 'reset'] as const) {
      const link = linkTo('https://chat.example/console', kind, 'a-b_c');
      expect(routeOf(new URL(link).hash)).toEqual({ type: kind, token: 'a-b_c' });
    }
  });
});

describe('the pages', () => {
  it('have an address of their own each, which the router takes', () => {
    const addresses = PAGES.map(({ page }) => page);
    expect(new Set(addresses).size).toBe(addresses.length);
    for (const page of addresses) expect(routeOf(page)).toEqual({ type: 'page', page });
  });

  it('are for those whose role needs them; anything else is the first page', () => {
    expect(pagesFor('agent').map(({ page }) => page)).toEqual([START_PAGE, '#/luecken']);
    expect(findPage('#/team', 'supervisor').page).toBe('#/team');
    expect(findPage('#/team', 'agent').page).toBe(START_PAGE);
    expect(findPage('#/unknown', 'supervisor').page).toBe(START_PAGE);
  });
});
