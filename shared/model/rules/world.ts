/** What the world and an attacker do to a device (R21–R25, R34), and what falls with it. */
import { guarded, lose } from '../fall.js';
import { log } from '../notices.js';
import type { ActionOf, DeviceActionKind, DeviceAsk, Gate, Rule } from './rule.js';

type World<K extends DeviceActionKind> = DeviceAsk<ActionOf<K>>;

const idle: Gate<DeviceAsk> = {
  id: 'interface-idle',
  by: 'device',
  rows: ['R23'],
  when: ({ device }) => !guarded(device),
  text: ({ device }) => `the interface is in ${device.tdisp}, so TDISP does not watch it`,
};

export const spdmLossRule: Rule<World<'spdm_loss'>> = {
  gates: [
    {
      id: 'no-spdm-session',
      by: 'device',
      rows: ['R23'],
      when: ({ device }) => !device.spdmSession,
      text: () => 'there is no SPDM session to lose',
    },
  ],
  does: (draft, { device, rules }) =>
    lose(draft, device.path, { loss: { reason: 'spdm_loss', spdm: true, error: true }, rules }),
};

export const ideLossRule: Rule<World<'ide_loss'>> = {
  gates: [
    {
      id: 'no-ide-stream',
      by: 'device',
      rows: ['R23'],
      when: ({ device }) => device.link !== 'ide',
      text: ({ device }) => `there is no IDE stream to lose (link ${device.link})`,
    },
  ],
  does: (draft, { device, rules }) =>
    lose(draft, device.path, { loss: { reason: 'ide_loss', link: true, error: true }, rules }),
};

export const tdispErrorRule: Rule<World<'tdisp_error'>> = {
  gates: [idle],
  does: (draft, { device, rules }) => lose(draft, device.path, { loss: { reason: 'tdisp_error', error: true }, rules }),
};

/** A cleared Bus Master Enable is a change of a register that a locked interface guards. */
export const busMasterRule: Rule<World<'bus_master_cleared'>> = {
  gates: [{ id: 'bus-master-clear', already: ({ device }) => !device.busMaster }],
  does: (draft, { device, rules }) => {
    draft.patch(device.path, { busMaster: false });
    lose(draft, device.path, { loss: { reason: 'tdisp_error', error: true }, rules });
  },
};

/** Session and stream end with the reset. A level that rests on neither stays, driver and all: error recovery is left out (R22). */
export const resetRule: Rule<World<'reset'>> = {
  gates: [],
  does: (draft, { device, rules }) => {
    draft.emit(log(device, 'reset'));
    lose(draft, device.path, { loss: { reason: 'reset', spdm: true, link: true, error: true }, rules });
  },
};

/** New firmware is not what was measured: the session ends, the evidence is of another generation, a guarded interface breaks. */
export const firmwareRule: Rule<World<'firmware_updated'>> = {
  gates: [],
  does: (draft, { device, rules }) => {
    draft.patch(device.path, { evidenceGeneration: device.evidenceGeneration + 1 });
    draft.emit(log(device, 'firmware updated'));
    const reason = guarded(device) ? 'tdisp_error' : 'spdm_loss';
    lose(draft, device.path, { loss: { reason, spdm: true, error: true }, rules });
  },
};

/** Every TSM call for this device fails until it is taken back. */
export const tsmFailsRule: Rule<World<'tsm_fails'>> = {
  gates: [],
  does: (draft, { device, action }) => draft.patch(device.path, { tsmFails: action.errno }),
};

/**
 * The host stops the interface and locks it again. The lock is another one, which the guest's TSM sees: to the guest the
 * interface is broken, not locked, so nothing it validated can be accepted now (R34, R32).
 */
export const dropAndRelockRule: Rule<World<'drop_and_relock'>> = {
  gates: [
    {
      id: 'no-guest',
      by: 'tsm',
      rows: ['R34'],
      when: ({ machine }) => machine.role === 'host',
      text: () => 'this machine is the host itself',
    },
    idle,
  ],
  does: (draft, { device, rules }) => {
    draft.patch(device.path, { lockGeneration: device.lockGeneration + 1 });
    lose(draft, device.path, { loss: { reason: 'relock', error: true }, rules });
  },
};
