/** The tree's commands, for palette, menus and keys. */
import { registerCommands } from '../../state/commands.js';
import { copyAddresses, filterToThese, handledWait, pinHandled, theseWait } from './acts.js';
import { filterField, grid, sortButton } from './focus.js';
import { foldBranches, unfoldAll } from './folding.js';
import { currentHierarchy, currentRows } from './live.js';
import { orders, sortBy } from './order.js';
import { pickAll } from './picks.js';
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
  {
    id: 'tree.sort',
    title: 'Sort the devices',
    group,
    keys: ['O'],
    also: 'order address level name driver changed',
    waits: inSight,
    run: () => sortButton.current?.click(),
  },
  ...orders.map((order) => ({
    id: `tree.sort.${order}`,
    title: order === 'tree' ? 'Sort the devices as a tree' : `Sort the devices by ${order}`,
    group,
    waits: inSight,
    run: () => sortBy(order),
  })),
  {
    id: 'tree.pin',
    title: 'Pin or unpin the selected devices',
    group,
    keys: ['P'],
    also: 'favourite top',
    waits: () => inSight() ?? handledWait(),
    run: pinHandled,
  },
  {
    id: 'tree.copy',
    title: 'Copy the addresses of the selected devices',
    group,
    keys: ['Ctrl Shift C'],
    waits: () => inSight() ?? handledWait(),
    run: copyAddresses,
  },
  {
    id: 'tree.copyHere',
    title: 'Copy the addresses of the selected devices',
    group,
    keys: ['Ctrl C'],
    hidden: true,
    waits: handledWait,
    // Marked text is copied as ever, and elsewhere Ctrl C is another panel’s.
    run: () =>
      document.activeElement === grid.current && window.getSelection()?.isCollapsed !== false ? copyAddresses() : false,
  },
  {
    id: 'tree.these',
    title: 'Filter to the selected devices',
    group,
    keys: ['Ctrl Shift L'],
    also: 'only these',
    waits: () => inSight() ?? theseWait(),
    run: filterToThese,
  },
  {
    id: 'tree.all',
    title: 'Select every device on show',
    group,
    waits: inSight,
    also: 'pick',
    run: () => {
      pickAll(currentRows());
      grid.current?.focus();
    },
  },
  { id: 'tree.seen', title: 'Mark all changes as seen', group, waits: inSight, run: markSeen },
]);
