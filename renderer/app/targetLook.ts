/** A target's sign and kind, from its URI. */
import type { TargetKind } from '../../shared/ipc/targetKinds.js';
import type { IconName } from '../ui/Icon.js';

const icons: Readonly<Record<TargetKind, IconName>> = {
  sim: 'flask',
  local: 'monitor',
  ssh: 'terminal',
  serial: 'serial',
  unix: 'vm',
  replay: 'recording',
};

/** The sign of targets of this kind. */
export const targetIcon = (kind: TargetKind): IconName => icons[kind];

/** The kind a URI names; a simulator when nothing fits, which no open target does. */
export const kindOf = (uri: string): TargetKind => {
  const scheme = uri.slice(0, uri.indexOf(':'));
  return (Object.keys(icons) as TargetKind[]).find((kind) => kind === scheme) ?? 'sim';
};
