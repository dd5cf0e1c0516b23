/** One line of the console: time, prompt or sign, and the text, with the value a person chose in the accent. */
import { memo } from 'react';
import { sysfs } from '../../../shared/shell/command.js';
import { shellQuote } from '../../../shared/shell/quote.js';
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

/** The command in parts: what is before the value, the value, and what comes after. */
const parts = ({ text, value }: Line): readonly [string, string, string] => {
  if (value === null) return [text, '', ''];
  const quoted = shellQuote(value);
  const at = text.lastIndexOf(`${quoted} > ${sysfs}`);
  return at < 0 ? [text, '', ''] : [text.slice(0, at), quoted, text.slice(at + quoted.length)];
};

export const ConsoleLine = memo(function ConsoleLine({ line, index, top, selected, active, own }: ConsoleLineProps) {
  const [before, value, after] = parts(line);
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
        {before}
        {value !== '' && <em>{value}</em>}
        {after}
      </span>
    </div>
  );
});
