/** A folded panel: its name on a narrow strip, to press to have it back. */
import { keysOf } from '../state/commands.js';
import { fold } from '../state/settings.js';
import { Icon, type IconName } from '../ui/Icon.js';
import { classes } from '../ui/tone.js';

export interface RailProps {
  readonly panel: string;
  readonly title: string;
  readonly icon: IconName;
  /** Across the window's foot instead of along its side. */
  readonly lying?: boolean;
  readonly onPress?: () => void;
}

export function Rail({ panel, title, icon, lying = false, onPress }: RailProps) {
  return (
    <button
      type="button"
      className={classes('bench-rail', lying && 'is-lying')}
      data-tip={`Open ${title.toLowerCase()}`}
      data-tip-keys={keysOf(`panel.${panel}`)}
      aria-expanded="false"
      onClick={onPress ?? (() => fold(panel, false))}
    >
      <Icon name={icon} />
      <span>{title}</span>
    </button>
  );
}
