/** The inspector's commands, for palette, menus and keys. */
import { registerCommands } from '../../state/commands.js';
import { readAgain, readWaits } from './acts.js';
import { useInspector } from './store.js';

const group = 'Device';

registerCommands([
  {
    id: 'inspector.read',
    title: 'Read the device again',
    group,
    keys: ['R'],
    also: 'refresh reload attributes',
    waits: readWaits,
    run: readAgain,
  },
  { id: 'inspector.facts', title: 'Show the facts', group, run: () => useInspector.setState({ tab: 'facts' }) },
  {
    id: 'inspector.attributes',
    title: 'Show the raw attributes',
    group,
    also: 'sysfs files',
    run: () => useInspector.setState({ tab: 'attributes' }),
  },
  {
    id: 'inspector.write',
    title: 'Write any value to an attribute',
    group,
    also: 'raw sysfs echo advanced',
    waits: readWaits,
    run: () => {
      useInspector.setState({ tab: 'attributes', writing: null });
      // The list is drawn first.
      requestAnimationFrame(() => document.querySelector<HTMLElement>('.insp-acts [aria-pressed]')?.focus());
    },
  },
  {
    id: 'inspector.history',
    title: 'Show the device’s own events',
    group,
    run: () => useInspector.setState({ tab: 'history' }),
  },
  {
    id: 'inspector.copy',
    title: 'Copy the attribute as a command',
    group,
    keys: ['Ctrl C'],
    hidden: true,
    run: () => {
      const row = document.activeElement?.closest<HTMLElement>('[data-command]');
      // Marked text is copied as ever, and elsewhere Ctrl C is another panel's.
      if (row?.dataset.command === undefined || window.getSelection()?.isCollapsed === false) return false;
      return navigator.clipboard.writeText(row.dataset.command);
    },
  },
]);
