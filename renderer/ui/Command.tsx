/** A shell command, whole, in a box, to copy. The part you choose stands out in the accent. */
import './button.css';
import { CopyButton } from './CopyButton.js';

export interface CommandProps {
  readonly text: string;
  /** The part of `text` you choose (its first occurrence is marked). */
  readonly highlight?: string;
  readonly prompt?: string;
  readonly copy?: boolean;
}

export function Command({ text, highlight, prompt = '$', copy = true }: CommandProps) {
  const at = highlight ? text.indexOf(highlight) : -1;
  const marked = highlight !== undefined && at >= 0;
  return (
    <div className="ui-command">
      <span className="ui-command-prompt" aria-hidden="true">
        {prompt}
      </span>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long command scrolls, also by keyboard */}
      <code className="ui-command-text" tabIndex={0}>
        {marked ? text.slice(0, at) : text}
        {marked && <em>{highlight}</em>}
        {marked && text.slice(at + highlight.length)}
      </code>
      {copy && <CopyButton text={text} label="Copy the command" />}
    </div>
  );
}
