/** The tree's commands, for palette, menus and keys. */
import { registerCommands } from '../../state/commands.js';
import { filterField, grid } from './focus.js';
import { foldBranches, unfoldAll } from './folding.js';
import { currentHierarchy } from './live.js';
import { markSeen } from './since.js';

const group = 'Devices';
const inSight = (): string | null => (filterField.current === null ? 'the device tree is not in sight' : null);

registerCommands([
  {
    id: 'tree.filter',
    title: 'Filter the devices',
    group,
    keys: ['/'],
    also: 'find search',
    waits: inSight,
    run: () => {
      filterField.current?.focus();
      filterField.current?.select();
    },
  },
  { id: 'tree.focus', title: 'Go to the device tree', group, waits: inSight, run: () => grid.current?.focus() },
  {
    id: 'tree.fold',
    title: 'Fold every branch',
    group,
    also: 'collapse',
    waits: inSight,
    run: () => foldBranches(currentHierarchy()),
  },
  { id: 'tree.unfold', title: 'Unfold every branch', group, also: 'expand', waits: inSight, run: unfoldAll },
  { id: 'tree.seen', title: 'Mark all changes as seen', group, waits: inSight, run: markSeen },
]);
