/** A serial wire over a line of ours, for tests: opens it, and remembers the line it stands on. */
import type { PreflightRow, Question } from '../../shared/ipc/opening.js';
import { openDevicePort } from '../../main/wires/serial/devicePort.js';
import { openSocketPort } from '../../main/wires/serial/socketPort.js';
import type { ConsoleLine } from '../../main/wires/serial/consoleLine.js';
import { type SerialOptions, serialWire } from '../../main/wires/serial/wire.js';
import type { Wire } from '../../main/wires/wire.js';
import type { SerialRig } from '../fixtures/serialRig.js';

export const usual = { baud: 115_200, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' } as const;

export interface Opened {
  readonly wire: Wire;
  readonly rows: readonly PreflightRow[];
  readonly asked: readonly Question[];
  /** The line of the present connection. */
  readonly line: () => ConsoleLine;
}

export interface OpenOptions extends Partial<SerialOptions> {
  /** By the device file, or by the socket. */
  readonly by?: 'device' | 'socket';
  /** Answers to what is asked, in order; null declines. */
  readonly answers?: readonly (string | null)[];
  readonly signal?: AbortSignal;
}

export const rowsAndAnswers = (answers: readonly (string | null)[], signal = new AbortController().signal) => {
  const rows: PreflightRow[] = [];
  const asked: Question[] = [];
  return {
    rows,
    asked,
    opening: {
      tell: (row: PreflightRow) => void rows.push(row),
      ask: async (question: Question) => {
        asked.push(question);
        return answers[asked.length - 1] ?? null;
      },
      signal,
    },
  };
};

export const openSerial = async (
  rig: SerialRig,
  { by = 'socket', answers = [], signal, ...options }: OpenOptions = {},
): Promise<Opened> => {
  const { rows, asked, opening } = rowsAndAnswers(answers, signal);
  let line: ConsoleLine | null = null;
  const wire = await serialWire({
    uri: by === 'device' ? `serial:${rig.device}` : `unix:${rig.socket}`,
    open: () => (by === 'device' ? openDevicePort(rig.device, usual) : openSocketPort(rig.socket)),
    baud: by === 'device' ? usual.baud : null,
    user: null,
    opening,
    stands: (standing) => {
      line = standing;
    },
    ...options,
  });
  return {
    wire,
    rows,
    asked,
    line: () => {
      if (line === null) throw new Error('there is no line');
      return line;
    },
  };
};
