/** Evidence made for a test, and how a person brings it in: by the dialog of a button, or dropped on the page. */
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { Opened } from '../../scripts/drive/launch.mjs';
import { makeChain } from '../fixtures/evidence/authority.js';
import { block, testDevice } from '../fixtures/evidence/device.js';
import { pcapFile } from '../fixtures/evidence/pcapFile.js';
import { askedReport, interfaceReport } from '../fixtures/evidence/tdisp.js';

export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The value of measurement 2. */
export const firmwareVersion = '2.4.1';

/** A good session of a device whose chain was made just now, its root, and the same session cut off in its last packet. */
export const makeEvidence = () => {
  const chain = makeChain();
  const device = testDevice({ chain, version: 0x12 });
  const { vca, digests, certificates } = device;
  const blocks = [
    block(1, 0, Buffer.alloc(64, 0x5d)),
    block(2, 0x86, Buffer.from(firmwareVersion)),
    block(3, 2, Buffer.alloc(64, 0x82)),
    block(4, 0x87, Buffer.from([7, 0, 0, 0, 0, 0, 0, 0])),
    block(0xfe, 0x85, Buffer.from([63, 0, 0, 0, 4, 0, 0, 0, 31, 0, 0, 0, 0, 0, 0, 0])),
  ];
  const report = interfaceReport([
    { firstPage: 0xfe000n, pages: 12, attributes: 0, bar: 0 },
    { firstPage: 0xfe00cn, pages: 2, attributes: 1, bar: 0 },
    { firstPage: 0xfe00en, pages: 2, attributes: 4, bar: 0 },
    { firstPage: 0x8000000n, pages: 256, attributes: 8, bar: 2 },
  ]);
  const session = [...vca, ...digests, ...certificates, ...device.challenge(), ...device.measurements(blocks)];
  const capture = pcapFile([...session, ...askedReport(report)]);
  const wrong = {
    name: 'Vendor, March',
    measurements: [
      { index: 1, value: '00' },
      { index: 3, value: '82'.repeat(64) },
    ],
  };
  return {
    capture: { name: 'drive.pcap', bytes: capture },
    /** The same session over and over: what takes its time to judge. */
    long: (times: number) => ({
      name: 'long.pcap',
      bytes: Buffer.concat([capture.subarray(0, 24), ...Array.from({ length: times }, () => capture.subarray(24))]),
    }),
    cut: { name: 'cut.pcap', bytes: capture.subarray(0, capture.length - 7) },
    root: { name: 'root.der', bytes: chain[0].der },
    references: { name: 'vendor.json', bytes: Buffer.from(JSON.stringify(wrong)) },
    /** The packet header that promises more than there is ends here. */
    cutAt: capture.length - packetLength(capture),
  };
};

/** Bytes of the last packet, header left out. */
const packetLength = (capture: Buffer): number => {
  let at = 24;
  let length = 0;
  while (at < capture.length) {
    length = capture.readUInt32LE(at + 8);
    at += 16 + length;
  }
  return length;
};

const asPayload = ({ name, bytes }: NamedBytes) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(bytes),
});

/** Presses the button and answers the dialog that it opens. */
export const bringBy = async (button: Locator, ...files: readonly NamedBytes[]): Promise<void> => {
  const asked = button.page().waitForEvent('filechooser');
  await button.click();
  await (await asked).setFiles(files.map(asPayload));
};

/** Lets go of a file over the page. */
export const drop = async (page: Page, { name, bytes }: NamedBytes): Promise<void> => {
  const dropped = await page.evaluateHandle(
    ([called, base64]) => {
      const raw = atob(base64);
      const file = new File([Uint8Array.from(raw, (letter) => letter.charCodeAt(0))], called);
      const transfer = new DataTransfer();
      transfer.items.add(file);
      return transfer;
    },
    [name, Buffer.from(bytes).toString('base64')] as const,
  );
  await page.getByRole('main').dispatchEvent('drop', { dataTransfer: dropped });
};

/** Presses the button and keeps the file it saves. In Electron the system's dialog is answered beforehand: nobody could press it. */
export const savedBy = async ({ app, page }: Opened, button: Locator): Promise<Buffer> => {
  if (app === null) {
    const saved = page.waitForEvent('download');
    await button.click();
    return readFileSync(await (await saved).path());
  }
  const path = join(tmpdir(), `lockstep-saved-${process.pid}-${Date.now()}`);
  const done = app.evaluate(
    ({ session }, to) =>
      new Promise<string>((ended) => {
        session.defaultSession.once('will-download', (_event, item) => {
          item.setSavePath(to);
          item.once('done', (_done, state) => ended(state));
        });
      }),
    path,
  );
  await button.click();
  const state = await done;
  if (state !== 'completed') throw new Error(`It was not saved: ${state}`);
  return readFileSync(path);
};
