/** The console: every read and write as the shell command that does the same by hand, with what it said. */
import { useEffect, useMemo } from 'react';
import { CopyButton } from '../../ui/CopyButton.js';
import { Button } from '../../ui/Button.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { IconButton } from '../../ui/IconButton.js';
import { Panel } from '../../ui/Panel.js';
import { TextField } from '../../ui/TextField.js';
import { useSession } from '../../state/session.js';
import './commands.js';
import './console.css';
import { ConsoleList } from './ConsoleList.js';
import { filterField, list } from './focus.js';
import { currentScript, useConsoleView, useLines } from './live.js';
import { matchingLines } from './script.js';

const setFilter = (filter: string | null): void => useConsoleView.setState({ filter });

const Find = ({ filter }: { readonly filter: string }) => {
  // Whoever opens the filter wants to type.
  useEffect(() => filterField.current?.focus(), []);
  return (
    <div className="console-find">
      <TextField
        ref={filterField}
        label="Filter the console"
        hideLabel
        icon="filter"
        placeholder="Words of a command or its result"
        value={filter}
        onChange={setFilter}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' && event.key !== 'ArrowDown' && event.key !== 'Enter') return;
          if (event.key === 'Escape') setFilter(null);
          list.current?.focus();
          event.preventDefault();
          event.stopPropagation();
        }}
      />
    </div>
  );
};

/** The panel. Fills its container. */
export function Console() {
  const all = useLines();
  const { filter, follow } = useConsoleView();
  const open = useSession((state) => state.session !== null);
  const lines = useMemo(() => matchingLines(all, filter ?? ''), [all, filter]);
  return (
    <Panel
      title="Console"
      note={
        filter
          ? `${lines.length.toLocaleString('en')} of ${all.length.toLocaleString('en')} lines`
          : 'as shell commands'
      }
      actions={
        <>
          <IconButton
            icon="follow"
            label="Keep the end in sight"
            pressed={follow}
            onPress={() => useConsoleView.setState({ follow: !follow })}
          />
          <IconButton
            icon="filter"
            label="Filter the console"
            pressed={filter !== null}
            onPress={() => setFilter(filter === null ? '' : null)}
          />
          <CopyButton text={() => currentScript(lines)} label="Copy all as a script" />
        </>
      }
    >
      {filter !== null && <Find filter={filter} />}
      {lines.length > 0 ? (
        <ConsoleList lines={lines} follow={follow} />
      ) : filter ? (
        <EmptyState
          title={`Nothing matches ${filter.trim()}`}
          icon="filter"
          action={<Button onPress={() => setFilter('')}>Clear the filter</Button>}
        />
      ) : (
        <EmptyState
          title={open ? 'No commands yet' : 'No target'}
          icon="terminal"
          text="Each write and read stands here as the command that does the same by hand, with what it said."
        />
      )}
    </Panel>
  );
}
