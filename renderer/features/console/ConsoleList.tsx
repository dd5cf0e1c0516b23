/** The lines in sight: a virtual list that follows its end, where choosing a line chooses its event everywhere. */
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, useEffect, useMemo, useState } from 'react';
import { select, useView } from '../../state/view.js';
import { ConsoleLine, lineId } from './ConsoleLine.js';
import { list } from './focus.js';
import type { Line } from './line.js';
import { useConsoleView } from './live.js';

const lineHeight = 18;

/** Chooses the line's event, and its device where it has one. */
const choose = (line: Line): void => {
  const { selected } = useView.getState();
  if (line.device !== null && line.device !== selected) select(line.device);
  useView.setState({ event: line.event });
};

/** Where a key goes from `at`; null when it means nothing here. */
const target = (
  key: string,
  { at, count, page }: { readonly at: number; readonly count: number; readonly page: number },
): number | null => {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at < 0 ? count - 1 : at - 1,
    Home: 0,
    End: count - 1,
    PageDown: at + page,
    PageUp: at - page,
  };
  const to = steps[key];
  return to === undefined ? null : Math.max(0, Math.min(count - 1, to));
};

/** The active line: the one chosen here, else the first of the event chosen elsewhere. */
const useActive = (lines: readonly Line[]): readonly [number, (index: number) => void] => {
  const event = useView((view) => view.event);
  const [here, setHere] = useState<Line | null>(null);
  const active = useMemo(() => {
    const exact = here !== null && here.event === event ? lines.indexOf(here) : -1;
    return exact >= 0 ? exact : event === null ? -1 : lines.findIndex((line) => line.event === event);
  }, [lines, event, here]);
  return [active, (index) => setHere(lines[index] ?? null)];
};

export function ConsoleList({ lines, follow }: { readonly lines: readonly Line[]; readonly follow: boolean }) {
  const event = useView((view) => view.event);
  const selected = useView((view) => view.selected);
  const [active, setActive] = useActive(lines);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => list.current,
    estimateSize: () => lineHeight,
    paddingStart: 4,
    paddingEnd: 4,
    overscan: 6,
    rangeExtractor: (range: Range) => {
      const seen = defaultRangeExtractor(range);
      if (active < 0 || active >= lines.length || seen.includes(active)) return seen;
      return active < (seen[0] ?? 0) ? [active, ...seen] : [...seen, active];
    },
  });
  useEffect(() => {
    if (follow && lines.length > 0) virtual.scrollToIndex(lines.length - 1, { align: 'end' });
  }, [virtual, follow, lines.length]);
  useEffect(() => {
    if (active >= 0) virtual.scrollToIndex(active);
  }, [virtual, active]);

  const go = (index: number): void => {
    const line = lines[index];
    if (line === undefined) return;
    setActive(index);
    choose(line);
  };
  const onKeyDown = (pressed: KeyboardEvent): void => {
    if (pressed.ctrlKey || pressed.altKey || pressed.metaKey) return;
    const page = Math.max(1, Math.floor((list.current?.clientHeight ?? 0) / lineHeight) - 1);
    const to = target(pressed.key, { at: active, count: lines.length, page });
    if (to === null) return;
    go(to);
    pressed.preventDefault();
    pressed.stopPropagation();
  };
  const onClick = (click: MouseEvent): void => {
    // A person who marks text to copy it does not choose a line.
    if (window.getSelection()?.isCollapsed === false) return;
    const line = click.target instanceof Element ? click.target.closest<HTMLElement>('[data-index]') : null;
    if (line !== null) go(Number(line.dataset.index));
  };
  /** Scrolling up lets go of the end; coming back to it takes hold again. */
  const onScroll = (): void => {
    const box = list.current;
    if (box === null) return;
    const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 2 * lineHeight;
    if (useConsoleView.getState().follow !== atEnd) useConsoleView.setState({ follow: atEnd });
  };

  return (
    <div
      ref={list}
      className="console-list"
      role="listbox"
      aria-label="Commands and results"
      tabIndex={0}
      {...(active >= 0 ? { 'aria-activedescendant': lineId(active) } : {})}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onScroll={onScroll}
    >
      <div className="console-body" role="presentation" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const line = lines[item.index];
          return line === undefined ? null : (
            <ConsoleLine
              key={item.index}
              line={line}
              index={item.index}
              top={item.start}
              selected={line.event === event}
              active={item.index === active}
              own={selected === null || line.device === null || line.device === selected}
            />
          );
        })}
      </div>
    </div>
  );
}
