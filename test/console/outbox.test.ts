import { describe, expect, it } from 'vitest';
import * as outbox from '../../console/outbox.ts';

const message = (clientId: string, conversation = 'c1'): outbox.Outgoing => ({
  clientId,
  conversation,
  text: `Text ${clientId}`,
  state: 'waiting',
});
const THREE = [message('one'), message('two'), message('three', 'c2')];

describe('the outbox of a console', () => {
  it('lets the oldest message of each conversation go first', () => {
    expect(outbox.head(THREE, 'c1')?.clientId).toBe('one');
    expect(outbox.head(THREE, 'c2')?.clientId).toBe('three');
    expect(outbox.addressees(THREE)).toEqual(['c1', 'c2']);
  });

  it('passes over what is stored or refused', () => {
    const after = outbox.markFailed(outbox.markStored(THREE, 'one'), 'three', 'Zu lang.');
    expect(outbox.head(after, 'c1')?.clientId).toBe('two');
    expect(outbox.addressees(after)).toEqual(['c1']);
    expect(after[2]).toMatchObject({ state: 'failed', problem: 'Zu lang.' });
  });

  it('sends a refused one again under its id, behind the others', () => {
    const again = outbox.resend(outbox.markFailed(THREE, 'one', 'Nein.'), 'one');
    expect(again.map(({ clientId }) => clientId)).toEqual(['two', 'three', 'one']);
    expect(again[2]).toEqual(message('one'));
    expect(outbox.resend(THREE, 'one')).toBe(THREE);
  });

  it('gives up a message when it has become an event, acknowledged or not', () => {
    expect(outbox.settle(THREE, new Set(['two']))).toEqual([THREE[0], THREE[2]]);
    expect(outbox.settle(THREE, new Set(['unknown']))).toBe(THREE);
  });

  it('comes back from the tab’s storage, what was acknowledged going out once more', () => {
    const kept = outbox.markFailed(outbox.markStored(THREE, 'one'), 'two', 'Nein.');
    const states = outbox.unpack(outbox.pack(kept)).map(({ state }) => state);
    expect(states).toEqual(['waiting', 'failed', 'waiting']);
  });

  it.each([null, '', 'no json', '{"a":1}', '[null, 5, {"clientId":"x"}]'])('reads %j as empty', (packed) => {
    expect(outbox.unpack(packed)).toEqual([]);
  });
});
