/** The exact write, whole, as the shell command a person would type; the value stands out. */
import type { ReactElement } from 'react';
import { writeCommand } from '../../../shared/shell/command.js';
import { Command } from '../../ui/Command.js';

interface Props {
  readonly path: string;
  readonly value: string;
}

export const ShownWrite = ({ path, value }: Props): ReactElement => {
  const command = writeCommand(path, value);
  const space = command.lastIndexOf(' > ');
  const start = command.startsWith('printf') ? command.indexOf(' ', 7) + 1 : command.indexOf(' ') + 1;
  return (
    <div className="sp-write">
      <Command text={command} highlight={command.slice(start, space)} />
    </div>
  );
};
