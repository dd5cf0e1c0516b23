/** The palette: one field that finds devices, events and every act, each with its key. Arrows choose, Enter runs, Escape closes. */
import { type KeyboardEvent, useDeferredValue, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { LabEvent } from '../../../shared/facts/event.js';
import { known } from '../../../shared/facts/fact.js';
import { runCommand, useCommands } from '../../state/commands.js';
import { useSession } from '../../state/session.js';
import { select, useView } from '../../state/view.js';
import { forgetTyped, typedAhead } from '../../state/typedAhead.js';
import { Icon } from '../../ui/Icon.js';
import { Kbd } from '../../ui/Kbd.js';
import { SignalGlyph } from '../../ui/SignalBars.js';
import { classes } from '../../ui/tone.js';
import { entriesFor, type Entry, type Offered } from './entries.js';
import { usedNow, useRecent } from './recent.js';
import { useSteadyEntries } from './steady.js';
import './palette.css';

const close = (): void => useView.setState({ dialog: null });

const goToEvent = ({ id, device }: LabEvent): void => {
  useView.setState({ page: 'bench' });
  if (device !== null && device !== useView.getState().selected) select(device);
  useView.setState({ event: id });
  runCommand('timeline.chosen');
};

const run = (entry: Entry): void => {
  if (entry.waits !== null) return;
  close();
  if (entry.what.kind === 'device') {
    useView.setState({ page: 'bench' });
    select(entry.what.device.path);
  } else if (entry.what.kind === 'event') {
    goToEvent(entry.what.event);
  } else {
    const { command } = entry.what;
    usedNow(command.id);
    // After the dialog has given the focus back: the act may want to move it.
    setTimeout(() => void command.run());
  }
};

/** The title with the found parts underlined. */
const Marked = ({ entry }: { readonly entry: Entry }) => {
  const out = [];
  let at = 0;
  for (const [start, end] of entry.found.parts) {
    out.push(entry.title.slice(at, start), <mark key={start}>{entry.title.slice(start, end)}</mark>);
    at = end;
  }
  return (
    <>
      {out}
      {entry.title.slice(at)}
    </>
  );
};

const Sign = ({ what }: Pick<Entry, 'what'>) =>
  what.kind === 'device' ? (
    <SignalGlyph steps={known(what.device.facts.level) ?? null} />
  ) : (
    <Icon name={what.kind === 'event' ? 'recording' : 'chevron-right'} />
  );

const Row = ({ entry, id, chosen, onChoose }: { entry: Entry; id: string; chosen: boolean; onChoose: () => void }) => (
  // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keyboard, by aria-activedescendant
  // biome-ignore lint/a11y/useFocusableInteractive: likewise
  <div
    id={id}
    role="option"
    aria-selected={chosen}
    aria-disabled={entry.waits !== null}
    className={classes('pal-row', chosen && 'is-chosen', entry.waits !== null && 'is-waiting')}
    onPointerMove={onChoose}
    onClick={() => run(entry)}
  >
    <Sign what={entry.what} />
    <span className="ell">
      <Marked entry={entry} />
      {entry.line !== '' && <code>{entry.line}</code>}
    </span>
    <span className="pal-right">
      {entry.waits}
      {entry.keys !== null && <Kbd>{entry.keys}</Kbd>}
    </span>
  </div>
);

export function Palette() {
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [query, setQuery] = useState(() => typedAhead().text);
  const [at, setAt] = useState(0);
  const commands = useCommands((state) => state.commands);
  const snapshot = useSession((session) => session.snapshot);
  const typed = useDeferredValue(query);
  const offered = useMemo(
    (): Offered => ({ commands, snapshot, recent: useRecent.getState().ids, events: useSession.getState().events }),
    [commands, snapshot],
  );
  const entries = useSteadyEntries(typed, offered);
  const chosen = Math.min(at, entries.length - 1);

  // Before the page is painted, so that no key comes between the picture and the dialog.
  useLayoutEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    const { text, entered } = typedAhead();
    forgetTyped();
    const { commands } = useCommands.getState();
    const { snapshot, events } = useSession.getState();
    const first = entered ? entriesFor(text, { commands, snapshot, recent: [], events })[0] : null;
    if (first) run(first);
    return () => {
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  useEffect(() => {
    list.current?.querySelector(`#pal-${chosen}`)?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  const onKey = (event: KeyboardEvent): void => {
    // The list may lag behind fast typing; what Enter runs must not.
    const entry = typed === query ? entries[chosen] : entriesFor(query, offered)[at];
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (by !== undefined) setAt(Math.max(0, Math.min(entries.length - 1, chosen + by)));
    else if (event.key === 'Enter' && entry) run(entry);
    else return;
    event.preventDefault();
  };

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the keyboard's way to the same
    <dialog
      ref={dialog}
      className="pal"
      aria-label="Search devices, events and commands"
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) close();
      }}
    >
      <div className="pal-field">
        <Icon name="search" />
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="pal-list"
          aria-autocomplete="list"
          aria-label="Search devices, events and commands"
          {...(entries[chosen] ? { 'aria-activedescendant': `pal-${chosen}` } : {})}
          placeholder="Device, address, driver, what happened, or what you want to do"
          spellCheck={false}
          autoComplete="off"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKey}
        />
      </div>
      <div ref={list} id="pal-list" role="listbox" aria-label="Found" className="pal-list">
        {entries.map((entry, index) => [
          entry.group !== entries[index - 1]?.group && (
            <div key={`group ${entry.group}`} role="presentation" className="pal-group">
              {entry.group}
            </div>
          ),
          <Row
            key={entry.id}
            id={`pal-${index}`}
            entry={entry}
            chosen={index === chosen}
            onChoose={() => setAt(index)}
          />,
        ])}
      </div>
      {entries.length === 0 && (
        <p className="pal-none">Nothing is called that. Try an address, a driver, an error or another word.</p>
      )}
      <footer className="pal-foot">
        <span>
          <Kbd>Up</Kbd>
          <Kbd>Down</Kbd> choose
        </span>
        <span>
          <Kbd>Enter</Kbd> run
        </span>
        <span>
          <Kbd>Esc</Kbd> close
        </span>
      </footer>
    </dialog>
  );
}
