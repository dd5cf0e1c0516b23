/** The console's commands, for palette, menus and keys. */
import { registerCommands } from '../../state/commands.js';
import { useView } from '../../state/view.js';
import { filterField, list } from './focus.js';
import { currentLines, currentScript, useConsoleView } from './live.js';
import { commandAt } from './script.js';

const group = 'Console';
const nothing = (): string | null => (currentLines().length === 0 ? 'no command was made yet' : null);

/** The command of the chosen event, or null. */
const chosen = (): string | null => {
  const { event } = useView.getState();
  const lines = currentLines();
  const index = lines.findIndex((line) => line.event === event);
  return index < 0 ? null : commandAt(lines, index);
};

const hasMarkedText = (): boolean => window.getSelection()?.isCollapsed === false;

registerCommands([
  {
    id: 'console.copy',
    title: 'Copy the chosen line as a command',
    group,
    keys: ['Ctrl C'],
    waits: () => (chosen() === null ? 'no line is chosen' : null),
    run: () => {
      const command = chosen();
      // Marked text is copied as ever, and elsewhere Ctrl C is another panel's.
      if (command === null || list.current?.contains(document.activeElement) !== true || hasMarkedText()) return false;
      return navigator.clipboard.writeText(command);
    },
  },
  {
    id: 'console.script',
    title: 'Copy the console as a script',
    group,
    also: 'shell sh all',
    waits: nothing,
    run: () => navigator.clipboard.writeText(currentScript(currentLines())),
  },
  {
    id: 'console.filter',
    title: 'Filter the console',
    group,
    also: 'find search',
    run: () => {
      useConsoleView.setState({ filter: useConsoleView.getState().filter ?? '' });
      // A field that opens takes the focus itself.
      filterField.current?.focus();
    },
  },
  {
    id: 'console.follow',
    title: 'Keep the end of the console in sight',
    group,
    also: 'tail scroll',
    run: () => {
      useConsoleView.setState({ follow: true });
      list.current?.focus();
    },
  },
]);
