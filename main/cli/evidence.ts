/** `lockstep evidence`: fetches the evidence that a target's kernel keeps of a device, as files, and judges it. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toHex } from '../../shared/evidence/bytes/hex.js';
import { type KeptEvidence, keptTypes } from '../../shared/evidence/kept.js';
import type { Invocation } from './cli.js';
import { badUsage, Ending, type ExitCode } from './ending.js';
import { verify } from './verify.js';
import { call, visit } from './visit.js';

const fileOf = (type: number): string => {
  if (type === keptTypes.vca) return 'vca.bin';
  if (type === keptTypes.measurements) return 'measurements.bin';
  return type === keptTypes.report ? 'report.bin' : `chain-${type}.bin`;
};

const keep = async (folder: string, { objects }: KeptEvidence): Promise<void> => {
  try {
    await mkdir(folder, { recursive: true });
    for (const { type, bytes } of objects) await writeFile(join(folder, fileOf(type)), bytes);
  } catch (error) {
    throw new Ending(`${folder} cannot be written: ${error instanceof Error ? error.message : String(error)}.`, 2);
  }
};

export const fetchEvidence = async (invocation: Invocation): Promise<ExitCode> => {
  const { lab, ask, flags, words, complain } = invocation;
  const [folder = '.'] = words;
  if (typeof flags.device !== 'string') throw badUsage('Which device? Give --device ADDRESS, as snapshot names it.');
  const { session, snapshot } = await visit({ lab, ask }, flags.target as string | undefined);
  const device = Object.values(snapshot.devices).find(({ id }) => id === flags.device);
  if (device === undefined) throw badUsage(`No device ${JSON.stringify(flags.device)} is there.`);
  if (flags.gather === true) {
    // The kernel that keeps it is written to by that.
    if (flags.arm === true) await call(lab, 'session.arm', { session, armed: true, elevation: 'none' });
    const { items } = await call(lab, 'session.gather', { session, device: device.path });
    for (const { what, why } of items) if (why !== null) complain(`${what}: ${why}.`);
  }
  const kept = await call(lab, 'session.keptEvidence', { session, device: device.path });
  await keep(folder, kept);
  const { generation, nonce, objects } = kept;
  const files = objects.map(({ type, bytes }) => `${fileOf(type)} (${bytes.length} bytes)`).join(', ');
  complain(`${device.id}, generation ${generation}, nonce ${toHex(nonce)}: ${files} in ${folder}.`);
  const types = objects.map(({ type }) => type).toSorted((one, other) => one - other);
  const [slot] = types.filter((type) => type < keptTypes.slots);
  if (slot === undefined || !types.includes(keptTypes.measurements))
    throw new Ending('Nothing of it is signed that could be judged: a chain and measurements are needed.', 4);
  const at = (type: number): string => join(folder, fileOf(type));
  return verify({
    ...invocation,
    words: [],
    flags: {
      ...flags,
      chain: at(slot),
      response: at(keptTypes.measurements),
      ...(types.includes(keptTypes.vca) ? { vca: at(keptTypes.vca) } : {}),
      // The caller's own, where there is one: a nonce that comes with the evidence shows nothing about its age.
      nonce: flags.nonce,
    },
  });
};
