/** Falling out of trust: something a level rested on is gone, so the level goes by itself, and user space starts over (R21–R25). */
import type { DevicePath, DeviceState } from './device.js';
import type { Draft } from './draft.js';
import { managedBy } from './manager.js';
import type { TrustReason } from './effect.js';
import type { Level } from './level.js';
import { applySetting, moveLevel, notify, setLink, setSpdm, setTdisp } from './move.js';
import type { Ground, Rules } from './rules/rule.js';

/** What each level rests on: 4 on RUN, session and link; 3 on the link, which for IDE means its session too; 1 and 2 on nothing. */
export const grounds: Readonly<Record<Level, readonly Ground[]>> = {
  0: [],
  1: [],
  2: [],
  3: ['link'],
  4: ['run', 'spdm', 'link'],
};

const holds: Readonly<Record<Ground, (device: DeviceState) => boolean>> = {
  run: (device) => device.tdisp === 'RUN',
  spdm: (device) => device.spdmSession,
  link: (device) => device.link === 'ide' || device.link === 'asserted',
};

/** True when everything `level` rests on is there. */
export const stands = (device: DeviceState, level: Level, rules: Rules): boolean =>
  rules.grounds[level].every((ground) => holds[ground](device));

/** True when the link counts as secured: by IDE, or by the TSM's word (R46). */
export const linkSecured = (device: DeviceState): boolean => holds.link(device);

/** What breaks, and the reason a notice gives for it. */
export interface Loss {
  readonly reason: TrustReason;
  readonly spdm?: boolean;
  readonly link?: boolean;
  /** The interface enters TDISP ERROR, if it was locked or running. */
  readonly error?: boolean;
}

/** True while the interface is locked or running: the states in which TDISP watches it. */
export const guarded = (device: DeviceState): boolean => device.tdisp === 'CONFIG_LOCKED' || device.tdisp === 'RUN';

/**
 * Takes away what the loss names, then lets the level fall if it rested on that. The order is cause, interface, level:
 * cause and detection are two events (R24). An interface that breaks under a level that stays still notifies.
 */
export const lose = (draft: Draft, path: DevicePath, { loss, rules }: { loss: Loss; rules: Rules }): void => {
  const before = draft.device(path);
  if (loss.spdm === true) setSpdm(draft, path, false);
  if (losesLink(before, loss)) setLink(draft, path, 'lost');
  const breaks = loss.error === true && guarded(before);
  if (breaks) setTdisp(draft, path, 'ERROR');
  const device = draft.device(path);
  if (!stands(device, device.level, rules)) {
    moveLevel(draft, path, {
      move: { to: rules.fallTo(draft.machine.design), reason: loss.reason, fall: true },
      rules,
    });
  } else if (breaks) {
    applySetting(draft, path, rules);
    notify(draft, path, { from: device.level, reason: loss.reason, fall: false, rules });
  }
  const linkGone = linkSecured(before) && !linkSecured(device);
  for (const managed of managedBy(draft.machine, path)) {
    const rested = (loss.spdm === true && managed.spdmSession) || (linkGone && linkSecured(managed));
    // Their link is as good as their manager's: the same cause takes it (R46).
    if (rested) lose(draft, managed.path, { loss: { ...loss, link: linkGone }, rules });
  }
};

/**
 * The functions `path` speaks for lose the stream their link rested on, because it is taken down. Nobody asked that of them,
 * so it is a fall for the loss of the link, not a disconnect (R21, R23); nothing failed, so the link is open, not lost.
 */
export const abandon = (draft: Draft, path: DevicePath, rules: Rules): void => {
  for (const managed of managedBy(draft.machine, path)) {
    setLink(draft, managed.path, 'open');
    lose(draft, managed.path, { loss: { reason: 'ide_loss', spdm: true, error: true }, rules });
  }
};

/** The keys of an IDE stream come from the session, so the stream does not outlive it; the TSM's word does. */
const losesLink = (before: DeviceState, loss: Loss): boolean =>
  linkSecured(before) && (loss.link === true || (loss.spdm === true && before.link === 'ide' && before.spdmSession));
