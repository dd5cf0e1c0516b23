/** The order commands are offered in, and that no two say the same to a person. */
import { describe, expect, it } from 'vitest';
import { type Command, grouped } from './commands.js';

const command = (group: string): Command => ({ id: group, title: group, group, run: () => undefined });

describe('grouped', () => {
  it('puts the device and its path first and a group nobody placed last, whatever loaded first', () => {
    const groups = grouped(['Help', 'Elsewhere', 'Faults', 'Path', 'Faults'].map(command));
    expect([...groups.keys()]).toEqual(['Path', 'Faults', 'Help', 'Elsewhere']);
    expect(groups.get('Faults')).toHaveLength(2);
  });
});
