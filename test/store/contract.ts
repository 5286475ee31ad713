import { afterEach, beforeEach, describe } from 'vitest';
import { accountCases } from './contract/accounts.ts';
import { alarmCases } from './contract/alarms.ts';
import { asideCases, figureCases, teamCases } from './contract/aside.ts';
import { conversationCases } from './contract/conversations.ts';
import { deskCases } from './contract/desk.ts';
import { gapCases } from './contract/gaps.ts';
import { handoffCases } from './contract/handoffs.ts';
import { identityCases } from './contract/identities.ts';
import { interleavingCases } from './contract/interleavings.ts';
import { leaseCases } from './contract/leases.ts';
import { numberCases } from './contract/numbers.ts';
import { offerCases, transferCases } from './contract/offers.ts';
import { privacyCases } from './contract/privacy.ts';
import { queueCases } from './contract/queue.ts';
import { requestCases } from './contract/requests.ts';
import { survivalCases } from './contract/survival.ts';
import { textCases } from './contract/text.ts';
import type { Subject } from './support.ts';

/**
 * What every store must do, whatever database lies under it. Numbers in brackets name the port's invariants
 * (server/store/store.ts).
 * @param makeStore Makes an empty store.
 */
export function registerStoreContract(name: string, makeStore: () => Promise<Subject>): void {
  describe(`${name} keeps the store's contract`, () => {
    let subject: Subject;
    beforeEach(async () => {
      subject = await makeStore();
    });
    afterEach(() => subject.dispose());
    const given = () => subject;

    describe('conversations', () => conversationCases(given));
    describe('handoffs', () => handoffCases(given));
    describe('the queue', () => queueCases(given));
    describe('offers', () => offerCases(given));
    describe('handing on', () => transferCases(given));
    describe('alarms', () => alarmCases(given));
    describe('leases', () => leaseCases(given));
    describe('identities', () => identityCases(given));
    describe('numbers', () => numberCases(given));
    describe('deletion and accounting', () => privacyCases(given));
    describe('gaps and counts', () => gapCases(given));
    describe('message forms', () => requestCases(given));
    describe('the desk', () => deskCases(given));
    describe('what stands beside chats', () => asideCases(given));
    describe('figures', () => figureCases(given));
    describe('accounts', () => accountCases(given));
    describe('the team', () => teamCases(given));
    describe('text', () => textCases(given));
    describe('survival', () => survivalCases(given));
    describe('interleavings', () => interleavingCases(given));
  });
}
