import { describe, expect, it } from 'vitest';
import { newTab, type Tab, tabAfter, tabBeside, tabName } from './tabs.js';

const tab = (id: string, title: string | null = null): Tab => ({ ...newTab(id, `ssh://${id}`), title });
const three = [tab('a'), tab('b'), tab('c')];

describe('tabs', () => {
  it('go round, both ways', () => {
    expect(tabBeside({ tabs: three, front: 'c' }, 1)?.id).toBe('a');
    expect(tabBeside({ tabs: three, front: 'a' }, -1)?.id).toBe('c');
    expect(tabBeside({ tabs: three, front: null }, 1)?.id).toBe('a');
    expect(tabBeside({ tabs: three.slice(0, 1), front: 'a' }, 1)).toBeNull();
  });

  it('leave the front to the one after, else to the one before', () => {
    expect(tabAfter({ tabs: three, front: 'b' }, 'b')).toBe('c');
    expect(tabAfter({ tabs: three, front: 'c' }, 'c')).toBe('b');
    expect(tabAfter({ tabs: three, front: 'a' }, 'b')).toBe('a');
    expect(tabAfter({ tabs: [tab('a')], front: 'a' }, 'a')).toBeNull();
  });

  it('are called by their target, numbered where two have one name', () => {
    const tabs = [tab('a', 'Lab'), tab('b', 'Lab'), tab('c')];
    expect(tabs.map((one) => tabName(tabs, one))).toEqual(['Lab', 'Lab 2', 'ssh://c']);
  });
});
