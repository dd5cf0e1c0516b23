/** The order commands are offered in, and the keys they have. */
import { describe, expect, it } from 'vitest';
import { type Command, grouped, holderOf, keysOf, registerCommands } from './commands.js';
import { keepKeys } from './settings.js';

const command = (group: string): Command => ({ id: group, title: group, group, run: () => undefined });

describe('grouped', () => {
  it('puts the device and its path first and a group nobody placed last, whatever loaded first', () => {
    const groups = grouped(['Help', 'Elsewhere', 'Faults', 'Path', 'Faults'].map(command));
    expect([...groups.keys()]).toEqual(['Path', 'Faults', 'Help', 'Elsewhere']);
    expect(groups.get('Faults')).toHaveLength(2);
  });
});

describe('the person’s own keys', () => {
  it('stand in place of a command’s, also of one that loads later, and give way when taken back', () => {
    keepKeys('Timeline', 'Ctrl 9');
    using _all = registerCommands([{ ...command('Timeline'), keys: ['F', 'Ctrl F'] }, command('Look')]);
    expect(keysOf('Timeline')).toBe('Ctrl 9');
    expect(holderOf('F', 'Look')).toBeNull();
    expect(holderOf('Ctrl 9', 'Look')?.id).toBe('Timeline');
    expect(holderOf('Ctrl 9', 'Timeline')).toBeNull();
    keepKeys('Timeline', null);
    expect(keysOf('Timeline')).toBe('F');
  });
});
