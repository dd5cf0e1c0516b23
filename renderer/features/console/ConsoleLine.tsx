/** One line of the console: time, prompt or sign, and the text, with the value a person chose in the accent. */
import { memo } from 'react';
import { sysfs } from '../../../shared/shell/command.js';
import { shellQuote } from '../../../shared/shell/quote.js';
import { useCursor } from '../../state/cursor.js';
import { Icon, type IconName } from '../../ui/Icon.js';
import { classes } from '../../ui/tone.js';
import { clockText, fullTimeText } from '../../ui/Time.js';
import type { Line, LineTone } from './line.js';

export interface ConsoleLineProps {
  readonly line: Line;
  readonly index: number;
  /** Pixels from the top of the list. */
  readonly top: number;
  readonly selected: boolean;
  readonly active: boolean;
  /** Of the chosen device: dimmed when another one is chosen. */
  readonly own: boolean;
}

/** The DOM id of a line, for `aria-activedescendant`. */
export const lineId = (index: number): string => `console-line-${index}`;

const signs: Readonly<Partial<Record<LineTone, IconName>>> = { refused: 'refusal', fault: 'fault', running: 'spin' };

interface Parts {
  readonly before: string;
  /** What the person chose. */
  readonly value: string;
  readonly after: string;
  /** Never cut off where there is no room: which device, and which attribute. */
  readonly tail: string;
}

/** Where the part of a path begins that tells one command from another. */
const tailAt = (text: string): number => {
  const folder = /\/(?:devices|drivers)\//.exec(text);
  return folder === null ? text.lastIndexOf('/') : folder.index + folder[0].length - 1;
};

const parts = ({ tone, text, value }: Line): Parts => {
  if (tone !== 'command') return { before: text, value: '', after: '', tail: '' };
  const tail = tailAt(text);
  const quoted = value === null ? '' : shellQuote(value);
  const at = value === null ? -1 : text.lastIndexOf(`${quoted} > ${sysfs}`);
  if (at < 0) return { before: text.slice(0, tail), value: '', after: '', tail: text.slice(tail) };
  const end = at + quoted.length;
  return {
    before: text.slice(0, at),
    value: quoted,
    after: text.slice(end, Math.max(end, tail)),
    tail: text.slice(Math.max(end, tail)),
  };
};

export const ConsoleLine = memo(function ConsoleLine({ line, index, top, selected, active, own }: ConsoleLineProps) {
  const { before, value, after, tail } = parts(line);
  const lit = useCursor((cursor) => cursor.event === line.event);
  const sign = signs[line.tone];
  return (
    // The list holds the focus and names the active line (aria-activedescendant).
    <div
      id={lineId(index)}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      className={classes(
        'console-line',
        `is-${line.tone}`,
        lit && 'is-lit',
        selected && 'is-selected',
        active && 'is-active',
        !own && 'is-other',
      )}
      data-index={index}
      style={{ transform: `translateY(${top}px)` }}
    >
      <span className="console-time tnum" {...(line.at === null ? {} : { 'data-tip': fullTimeText(line.at) })}>
        {line.at === null ? '' : clockText(line.at)}
      </span>
      <span className="console-sign">
        {sign === undefined ? line.tone === 'command' ? '$' : '' : <Icon name={sign} size={13} />}
      </span>
      <span className="console-text" data-tip={line.text}>
        <span className="console-head">
          {before}
          {value !== '' && <em>{value}</em>}
          {after}
        </span>
        {tail !== '' && <span className="console-tail">{tail}</span>}
      </span>
    </div>
  );
});
