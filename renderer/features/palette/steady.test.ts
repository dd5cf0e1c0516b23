/** What one looks at in the palette does not move by itself. */
import { expect, it } from 'vitest';
import type { Command } from '../../state/commands.js';
import { entriesFor } from './entries.js';
import { steady } from './steady.js';

const offered = (acts: Readonly<Record<string, string | null>>) => {
  const commands = Object.entries(acts).map(
    ([id, waits]): Command => ({ id, title: id, group: 'Path', run: () => undefined, waits: () => waits }),
  );
  return entriesFor('', { commands, snapshot: null, recent: [], events: [] });
};
const told = (entries: ReturnType<typeof offered>) => entries.map(({ group, id, waits }) => [group, id, waits]);

it('a row keeps its place and heading, and says anew what it waits for', () => {
  const shown = offered({ write: 'a write is under way', undo: null });
  expect(told(shown)).toEqual([
    ['Path', 'undo', null],
    ['Not now', 'write', 'a write is under way'],
  ]);
  const later = steady(shown, offered({ write: null, undo: 'nothing to undo' }));
  expect(told(later)).toEqual([
    ['Path', 'undo', 'nothing to undo'],
    ['Not now', 'write', null],
  ]);
});

it('what is gone keeps its place and cannot be run; what is new moves nothing', () => {
  const later = steady(offered({ write: null, undo: null }), offered({ fault: null, undo: null }));
  expect(told(later)).toEqual([
    ['Path', 'write', 'no longer there'],
    ['Path', 'undo', null],
    ['Path', 'fault', null],
  ]);
});
