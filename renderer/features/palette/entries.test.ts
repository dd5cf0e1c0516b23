/** What the palette offers before anything is typed. */
import { describe, expect, it } from 'vitest';
import type { Command } from '../../state/commands.js';
import { entriesFor } from './entries.js';

const command = (id: string, waits: string | null = null): Command => ({
  id,
  title: id,
  group: id.split('.')[0] === 'path' ? 'Path' : 'Look',
  run: () => undefined,
  waits: () => waits,
});

const commands = [command('look.dark'), command('path.main', 'no device is chosen'), command('path.back')];
const offered = (recent: readonly string[]) =>
  entriesFor('', { commands, snapshot: null, recent, events: [] }).map(({ group, id }) => `${group}: ${id}`);

describe('the palette with nothing typed', () => {
  it('offers what can be done now before what waits', () => {
    expect(offered([])).toEqual(['Path: path.back', 'Look: look.dark', 'Not now: path.main']);
  });
  it('puts what was used last on top, once, unless it waits', () => {
    expect(offered(['look.dark', 'path.main', 'gone'])).toEqual([
      'Used last: look.dark',
      'Path: path.back',
      'Not now: path.main',
    ]);
  });
});
