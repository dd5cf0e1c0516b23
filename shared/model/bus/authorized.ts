/** Writing `authorized` and `key`: Thunderbolt's and USB's own control, as stock kernels have it (R1, O4). */
import { parseBool, parseNumber } from '../parse.js';
import { missing } from '../rules/gates.js';
import type { ActionOf, DeviceAsk, Gate, Rule, Settled } from '../rules/rule.js';
import { authorize, authorizeUsb, parentClosed, tunnelsPcie } from './authorize.js';

type Authorized = DeviceAsk<ActionOf<'authorized'>>;
type Key = DeviceAsk<ActionOf<'key'>>;

const thunderbolt = ({ device }: DeviceAsk) => device.thunderbolt;
const number = ({ action }: Authorized): number | null => parseNumber(action.value);

const noFile = (ask: DeviceAsk): string | null => {
  if (ask.device.usbAuthorized !== null || tunnelsPcie(ask.device)) return null;
  return ask.device.thunderbolt === null ? `its bus (${ask.device.bus}) has none` : 'the domain tunnels no PCIe';
};

const usbGates: readonly (Gate<Authorized> | Settled<Authorized>)[] = [
  {
    id: 'not-a-truth-value',
    by: 'bus',
    rows: ['R1'],
    when: ({ device, action }) => device.usbAuthorized !== null && parseBool(action.value) === null,
    text: ({ action }) => `"${action.value}" is neither 0 nor 1`,
  },
  {
    id: 'same-authorized',
    already: ({ device, action }) => device.usbAuthorized !== null && device.usbAuthorized === parseBool(action.value),
  },
];

/** In the order of the kernel's authorized_store(). */
const thunderboltGates: readonly Gate<Authorized>[] = [
  {
    id: 'not-an-authorization',
    by: 'bus',
    rows: ['O4'],
    when: (ask) => thunderbolt(ask) !== null && (number(ask) ?? 3) > 2,
    text: ({ action }) => `"${action.value}" is not 0, 1 or 2`,
  },
  {
    id: 'authorized-unchanged',
    by: 'bus',
    rows: ['R42'],
    when: (ask) => thunderbolt(ask) !== null && (thunderbolt(ask)?.authorized === 0) === (number(ask) === 0),
    text: ({ device }) => `it is ${device.thunderbolt?.authorized === 0 ? 'not authorized' : 'authorized'} already`,
  },
  {
    id: 'cannot-deauthorize',
    by: 'bus',
    rows: ['O5'],
    when: (ask) => number(ask) === 0 && thunderbolt(ask)?.deauthorization === false,
    text: () => 'the domain cannot de-authorize (its deauthorization reads 0)',
  },
  {
    id: 'no-challenge',
    by: 'bus',
    rows: ['O4'],
    when: (ask) => number(ask) === 2 && thunderbolt(ask) !== null && thunderbolt(ask)?.security !== 'secure',
    text: ({ device }) => `security ${device.thunderbolt?.security ?? ''} knows no key challenge`,
  },
  parentClosed((ask) => number(ask) !== 0),
  {
    id: 'no-key',
    by: 'bus',
    rows: ['O4'],
    when: (ask) => number(ask) === 2 && thunderbolt(ask)?.key === 'none',
    text: () => 'no key is stored to challenge the device with',
  },
  {
    id: 'key-rejected',
    by: 'device',
    rows: ['O4'],
    when: (ask) => number(ask) === 2 && thunderbolt(ask)?.key === 'bad',
    text: () => 'the device answers the challenge with another key',
  },
];

/** 1 is trust 1, both ways (R41); 2, the key challenge passed, reads as trust 2 (O4, ours). */
export const authorizedRule: Rule<Authorized> = {
  gates: [missing('authorized', noFile), ...usbGates, ...thunderboltGates],
  does: (draft, ask) => {
    const { device, action, rules } = ask;
    if (device.usbAuthorized !== null) {
      const level = parseBool(action.value) === true ? 1 : 0;
      authorizeUsb(draft, device.path, { level, reason: 'authorized', rules });
      return;
    }
    const wish = number(ask);
    const authorized = wish === 2 ? 2 : wish === 1 ? 1 : 0;
    authorize(draft, device.path, { level: authorized, authorized, reason: 'authorized', rules });
  },
};

const keyBytes = /^[0-9a-fA-F]{64}$/;

/** Storing the key of the challenge: 32 bytes in hex. Ours: a key of zeros stands for one the device does not know. */
export const keyRule: Rule<Key> = {
  gates: [
    missing('key', ({ device }) =>
      device.thunderbolt?.security === 'secure' ? null : 'only security secure uses keys',
    ),
    {
      id: 'not-a-key',
      by: 'bus',
      rows: ['O4'],
      when: ({ action }) => action.value !== '' && !keyBytes.test(action.value),
      text: () => 'a key is 64 hexadecimal digits',
    },
    {
      id: 'key-in-use',
      by: 'bus',
      rows: ['O4'],
      when: ({ device }) => device.thunderbolt !== null && device.thunderbolt.authorized !== 0,
      text: () => 'the device is authorized already',
    },
  ],
  does: (draft, { device, action }) => {
    if (device.thunderbolt === null) throw new Error(`${device.path} is no Thunderbolt device`);
    const key = action.value === '' ? 'none' : /^0+$/.test(action.value) ? 'bad' : 'good';
    draft.patch(device.path, { thunderbolt: { ...device.thunderbolt, key } });
  },
};
