/** The console as a shell script: the commands as they were, everything else as comments. */
import { comment } from '../../../shared/shell/command.js';
import type { Line } from './line.js';

export interface ScriptFacts {
  /** What a person calls the target. */
  readonly title: string;
  readonly dialect: string;
  /** When it was copied, as text. */
  readonly when: string;
}

/** One line as it goes into a script. Only a command is ever run; notes are comments already. */
const scriptLine = (line: Line): string =>
  line.tone === 'command'
    ? line.text
    : line.tone === 'note'
      ? comment(line.text.replace(/^# /, ''))
      : comment(line.text);

/** A whole script, ready for `sh`. It goes on after a refusal, as the person did. */
export const scriptOf = (lines: readonly Line[], facts: ScriptFacts): string =>
  [
    '#!/bin/sh',
    comment(`Copied from Lockstep: ${facts.title}, ${facts.dialect}, ${facts.when}.`),
    '# Run as root on that machine; each command is followed by what it said.',
    '',
    ...lines.map(scriptLine),
    '',
  ].join('\n');

/** The command a line stands for: its own, or that of the command above it; null for a line that belongs to none. */
export const commandAt = (lines: readonly Line[], index: number): string | null => {
  for (let at = index; at >= 0; at -= 1) {
    const line = lines[at];
    if (line === undefined) return null;
    if (line.tone === 'command') return line.text;
    if (line.at !== null) return null;
  }
  return null;
};

/** Lines that hold every word of the filter; a result is kept with its command, and a command with its result. */
export const matchingLines = (lines: readonly Line[], filter: string): readonly Line[] => {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return lines;
  const kept = new Set<number>();
  const texts = new Map<number, string>();
  for (const line of lines) texts.set(line.event, `${texts.get(line.event) ?? ''} ${line.text.toLowerCase()}`);
  for (const [event, text] of texts) if (words.every((word) => text.includes(word))) kept.add(event);
  return lines.filter((line) => kept.has(line.event));
};
