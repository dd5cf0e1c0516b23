import { describe, expect, it } from 'vitest';
import { createLog } from '../../test/fixtures/devices.js';
import { createEventFold } from './eventFold.js';

const ids = () => createEventFold<readonly number[]>([], (seen, fresh) => [...seen, ...fresh.map((event) => event.id)]);

describe('createEventFold', () => {
  it('sees each event once, and keeps its state while nothing new comes', () => {
    const { events, add } = createLog();
    const fold = ids();
    add({ kind: 'console', text: 'a' });
    const first = fold('s', events);
    expect(first).toEqual([1]);
    expect(fold('s', events)).toBe(first);
    add({ kind: 'console', text: 'b' });
    add({ kind: 'console', text: 'c' });
    expect(fold('s', [...events])).toEqual([1, 2, 3]);
  });

  it('starts anew with another session, and when the list does', () => {
    const { events, add } = createLog();
    const fold = ids();
    add({ kind: 'console', text: 'a' });
    add({ kind: 'console', text: 'b' });
    expect(fold('s', events)).toEqual([1, 2]);
    expect(fold('t', events.slice(0, 1))).toEqual([1]);
    expect(fold('t', [])).toEqual([]);
    expect(fold('s', events)).toEqual([1, 2]);
  });

  it('does not mind that the oldest events were let go', () => {
    const { events, add } = createLog();
    const fold = ids();
    for (const text of ['a', 'b', 'c']) add({ kind: 'console', text });
    expect(fold('s', events.slice(0, 2))).toEqual([1, 2]);
    expect(fold('s', events.slice(1))).toEqual([1, 2, 3]);
  });
});
