/** Bytes as hex and text, with a range of them lit and scrolled to. A click, or left and right, goes to a field. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, memo, type MouseEvent, useEffect, useRef, useState } from 'react';
import { classes } from '../../ui/tone.js';

export interface Range {
  readonly offset: number;
  readonly length: number;
}

export interface HexProps {
  readonly label: string;
  /** Hex digits, two a byte. */
  readonly hex: string;
  /** What the first of them is called. */
  readonly from: number;
  readonly lit: Range | null;
  /** What the lit range is a part of. */
  readonly around: Range | null;
  readonly onByte: (offset: number) => void;
  readonly onStep: (by: 1 | -1) => void;
}

const perRow = 16;
const rowHeight = 19;

const inside = (range: Range | null, offset: number): boolean =>
  range !== null && offset >= range.offset && offset < range.offset + range.length;

const letter = (byte: string): string => {
  const code = Number.parseInt(byte, 16);
  return code > 0x20 && code < 0x7f ? String.fromCharCode(code) : '.';
};

interface RowProps {
  readonly hex: string;
  readonly at: number;
  readonly lit: Range | null;
  readonly around: Range | null;
}

const Row = memo(function Row({ hex, at, lit, around }: RowProps) {
  const bytes = hex.match(/../g) ?? [];
  const look = (n: number): string => (inside(lit, at + n) ? 'is-lit' : inside(around, at + n) ? 'is-around' : '');
  return (
    <>
      <span className="ev-hex-at">{at.toString(16).padStart(4, '0')}</span>
      <span className="ev-hex-bytes">
        {bytes.map((byte, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a byte is its place
          <span key={n} data-at={at + n} className={classes('ev-byte', n === 8 && 'is-ninth', look(n))}>
            {byte}
          </span>
        ))}
      </span>
      <span className="ev-hex-text">
        {bytes.map((byte, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a byte is its place
          <span key={n} data-at={at + n} className={look(n)}>
            {letter(byte)}
          </span>
        ))}
      </span>
    </>
  );
});

/** Only what touches the row, so that the others are not drawn again. */
const part = (range: Range | null, at: number): Range | null =>
  range !== null && range.offset < at + perRow && range.offset + range.length > at ? range : null;

export function Hex({ label, hex, from, lit, around, onByte, onStep }: HexProps) {
  const box = useRef<HTMLElement>(null);
  const rows = Math.ceil(hex.length / 2 / perRow);
  const virtual = useVirtualizer({
    count: rows,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    paddingStart: 6,
    paddingEnd: 6,
  });
  const first = lit === null ? -1 : Math.floor((lit.offset - from) / perRow);
  const last = lit === null ? -1 : Math.floor((lit.offset + Math.max(1, lit.length) - 1 - from) / perRow);
  // What appears above takes room from the bytes: then the lit ones are brought into sight again.
  const [height, setHeight] = useState(0);
  useEffect(() => {
    if (box.current === null) return undefined;
    const watch = new ResizeObserver(([entry]) => setHeight(entry?.contentRect.height ?? 0));
    watch.observe(box.current);
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    if (first < 0 || rows === 0 || height === 0) return;
    const room = Math.floor(height / rowHeight);
    // All of it where it fits, else its beginning.
    if (last - first < room - 2) virtual.scrollToIndex(Math.min(last, rows - 1));
    virtual.scrollToIndex(Math.min(first, rows - 1), last - first < room - 2 ? {} : { align: 'start' });
  }, [virtual, first, last, rows, height]);

  const onClick = (event: MouseEvent): void => {
    const byte = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-at]') : null;
    if (byte !== null) onByte(Number(byte.dataset.at));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : null;
    if (by === null || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    onStep(by);
  };
  return (
    <section
      ref={box}
      className="ev-hex mono"
      aria-label={`${label}; left and right go from field to field`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
      tabIndex={0}
      onClick={onClick}
      onKeyDown={onKeyDown}
    >
      <div className="ev-hex-body" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const at = from + index * perRow;
          return (
            <div key={index} className="ev-hex-row" style={{ transform: `translateY(${start}px)` }}>
              <Row
                hex={hex.slice(index * perRow * 2, (index + 1) * perRow * 2)}
                at={at}
                lit={part(lit, at)}
                around={part(around, at)}
              />
            </div>
          );
        })}
      </div>
    </section>
  );
}
