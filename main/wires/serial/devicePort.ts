/** A serial device of this machine, with the settings its line has. */
import { SerialPort } from 'serialport';
import { earlyBytes, type Port, PortShut } from './port.js';
import type { SerialSettings } from './target.js';

const shut = (device: string, words: string): PortShut => {
  if (/no such file|ENOENT|file not found/i.test(words))
    return new PortShut(`There is no ${device}.`, 'Plug the adapter in, and choose its port from the list.');
  if (/permission|access denied|EACCES/i.test(words))
    return new PortShut(
      `This user may not open ${device}.`,
      'Add yourself to the group that owns it (often dialout), and sign in again.',
    );
  if (/lock|busy|EBUSY|temporarily unavailable/i.test(words))
    return new PortShut(
      `Another program has ${device} open.`,
      'Close the other program first: minicom, screen, a modem manager.',
    );
  return new PortShut(
    `${device} cannot be opened: ${words}.`,
    'Check that it is a serial port, and that its settings are ones it knows.',
  );
};

/** How long what is queued may take to go out when the port is closed, in milliseconds. */
const drainMs = 1000;

/** Resolves when it is done, or so long after. */
const within = (ms: number, act: (done: () => void) => void): Promise<void> =>
  new Promise((resolve) => {
    const late = setTimeout(resolve, ms);
    act(() => {
      clearTimeout(late);
      resolve();
    });
  });

/** Throws {@link PortShut}. */
export const openDevicePort = async (device: string, settings: SerialSettings): Promise<Port> => {
  const { baud, dataBits, parity, stopBits, flow } = settings;
  const port = new SerialPort({
    path: device,
    baudRate: baud,
    dataBits,
    parity,
    stopBits,
    rtscts: flow === 'hardware',
    xon: flow === 'software',
    xoff: flow === 'software',
    autoOpen: false,
    // Two programs that read one console each get half of it.
    lock: true,
    // The far side must not see a hang-up when this tool goes.
    hupcl: false,
  });
  const early = earlyBytes();
  const gone = (): void => early.end(`${device} is gone: the adapter was unplugged, or its far end closed.`);
  port.on('data', (bytes: Buffer) => early.bytes(bytes));
  port.on('close', gone);
  port.on('error', gone);
  await new Promise<void>((done, failed) => {
    port.open((error) => (error === null ? done() : failed(shut(device, error.message))));
  });
  return {
    name: device,
    send(bytes) {
      if (!early.ended) port.write(bytes);
    },
    hear: early.hear,
    async close() {
      early.drop();
      if (!port.isOpen) return;
      // What is queued may have nowhere to go: a line that is held by its flow control, a far end that is switched off.
      await within(drainMs, (done) => port.drain(done));
      if (port.isOpen) await new Promise<void>((done) => port.close(() => done()));
    },
  };
};
