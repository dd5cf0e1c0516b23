/** Where a bus has an `authorized` of its own, it and `trust` are one thing written from two sides (R37, R38, R41, R42). */
import type { Action } from '../action.js';
import type { DevicePath, DeviceState } from '../device.js';
import type { Draft } from '../draft.js';
import type { TrustReason } from '../effect.js';
import type { Level } from '../level.js';
import type { MachineState } from '../machine.js';
import { moveLevel, setAuthorized } from '../move.js';
import type { DeviceAsk, Gate, Rules } from '../rules/rule.js';

/** A level to bring about on a bus with `authorized`. */
export interface Authorization {
  readonly level: Level;
  readonly reason: TrustReason;
  readonly rules: Rules;
  /** 2 after a passed key challenge; else as the level says. */
  readonly authorized?: 0 | 1 | 2;
}

/** Security levels whose domains tunnel no PCIe: nothing can be authorized there. */
export const tunnelsPcie = (device: DeviceState): boolean =>
  device.thunderbolt !== null && device.thunderbolt.security !== 'nopcie' && device.thunderbolt.security !== 'dponly';

/** The nearest Thunderbolt parent that is not authorized, or null. */
const closedParent = (machine: MachineState, device: DeviceState): DeviceState | null => {
  const parent = device.parent === null ? undefined : machine.devices[device.parent];
  if (parent === undefined || parent.thunderbolt === null || !parent.present) return null;
  return parent.thunderbolt.authorized === 0 ? parent : null;
};

/** EPERM while the device it hangs behind is not authorized. */
export const parentClosed = <Q extends DeviceAsk>(opens: (ask: Q) => boolean): Gate<Q> => ({
  id: 'parent-not-authorized',
  by: 'bus',
  rows: ['R38'],
  when: (ask) =>
    opens(ask) && ask.device.thunderbolt?.authorized === 0 && closedParent(ask.machine, ask.device) !== null,
  text: ({ machine, device }) => `the device before it, ${closedParent(machine, device)?.id ?? ''}, is not authorized`,
  remedy: ({ machine, device }): Action | null => {
    const parent = closedParent(machine, device);
    return parent === null ? null : { kind: 'authorized', device: parent.path, value: '1' };
  },
});

/** What Thunderbolt asks of a write to `trust`, beside the core. */
export const thunderboltTrustGates = <Q extends DeviceAsk>(wanted: (ask: Q) => Level | null): readonly Gate<Q>[] => [
  {
    id: 'no-deauthorization',
    by: 'bus',
    rows: ['O5'],
    when: (ask) =>
      wanted(ask) === 0 &&
      ask.device.thunderbolt?.deauthorization === false &&
      ask.machine.design.thunderboltZero === 'refuse',
    text: () => 'the domain cannot de-authorize (its deauthorization reads 0)',
  },
  {
    id: 'no-pcie-tunnels',
    by: 'bus',
    rows: ['R38'],
    when: (ask) => wanted(ask) !== 0 && ask.device.thunderbolt !== null && !tunnelsPcie(ask.device),
    text: ({ device }) => `the domain's security is ${device.thunderbolt?.security ?? ''}: it tunnels no PCIe`,
  },
  parentClosed<Q>((ask) => wanted(ask) !== 0),
];

const childrenOf = (machine: MachineState, path: DevicePath): DeviceState[] =>
  Object.values(machine.devices).filter(
    (device) => device.parent === path && device.present && device.thunderbolt !== null,
  );

/** The device and every authorized one behind it, the furthest first: the order in which tunnels are taken down. */
export const closedDownward = (machine: MachineState, device: DeviceState): readonly DeviceState[] => [
  ...childrenOf(machine, device.path)
    .filter((child) => child.thunderbolt?.authorized !== 0)
    .flatMap((child) => closedDownward(machine, child)),
  device,
];

/** Moves a Thunderbolt device; what hangs behind it is de-authorized first. The bus says AUTHORIZED itself, before the core says TRUST. */
export const authorize = (draft: Draft, path: DevicePath, wish: Authorization): void => {
  const { level, reason, rules } = wish;
  const { thunderbolt } = draft.device(path);
  if (thunderbolt === null) throw new Error(`${path} is no Thunderbolt device`);
  const stays = level === 0 && !thunderbolt.deauthorization;
  const authorized = stays ? thunderbolt.authorized : (wish.authorized ?? (level === 0 ? 0 : 1));
  if (authorized === 0) {
    for (const child of childrenOf(draft.machine, path)) {
      if (child.level > 0) authorize(draft, child.path, { level: 0, reason, rules });
    }
  }
  if (authorized !== thunderbolt.authorized) {
    setAuthorized(draft, path, authorized);
    const opened = (authorized === 0) !== (thunderbolt.authorized === 0);
    if (opened) {
      draft.emit({ kind: 'uevent', device: path, action: 'change', env: { AUTHORIZED: String(authorized) } });
    }
  }
  moveLevel(draft, path, { move: { to: level, reason }, rules });
};

/** Moves a USB device. The bus sends no event of its own for `authorized`; drivers of its interfaces come and go. */
export const authorizeUsb = (draft: Draft, path: DevicePath, { level, reason, rules }: Authorization): void => {
  setAuthorized(draft, path, level > 0 ? 1 : 0);
  moveLevel(draft, path, { move: { to: level, reason }, rules });
};
