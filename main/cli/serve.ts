/** `lockstep device`: a simulated device on QEMU's SPDM socket, for as long as the person wants it. */
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { toPem } from '../../shared/evidence/certificate/toPem.js';
import { type ServedDevice, serveDevice } from '../evidence/spdmSocket.js';
import { switchOn } from '../evidence/switchOn.js';
import type { Invocation } from './cli.js';
import { badUsage, Ending, type ExitCode } from './ending.js';
import { simulatedOf } from './simulated.js';

const portOf = (flag: Invocation['flags'][string]): number => {
  if (flag === undefined) return 0;
  const port = typeof flag === 'string' && /^\d{1,5}$/.test(flag) ? Number(flag) : Number.NaN;
  if (!(port > 0 && port < 65_536)) throw badUsage('--port takes a number from 1 to 65535.');
  return port;
};

/** How long a device that serves one line waits for it, in milliseconds. */
const loneMs = 300_000;

/** Until the first line ended, or nobody came. */
const oneLine = async ({ first }: ServedDevice, signal: AbortSignal): Promise<void> => {
  const ends = new AbortController();
  const limit = AbortSignal.any([signal, ends.signal]);
  const nobody = wait(loneMs, true, { signal: limit }).catch(() => false);
  const alone = await Promise.race([nobody, first.begun.then(() => false)]);
  ends.abort();
  if (!alone) await first.ended;
};

export const serve = async (invocation: Invocation): Promise<ExitCode> => {
  const { flags, out, stop } = invocation;
  const wanted = portOf(flags.port);
  const { authority, device, serial } = await simulatedOf(invocation);
  const served = await serveDevice(wanted, () => switchOn(device)).catch((error: unknown) => {
    throw new Ending(`Port ${wanted} cannot be used: ${error instanceof Error ? error.message : String(error)}.`, 1);
  });
  const root = toPem(authority.certificates[0] ?? new Uint8Array(0));
  if (flags.json === true) out(`${JSON.stringify({ port: served.port, serial, root })}\n`);
  else out(`Device ${serial} answers on 127.0.0.1:${served.port} until Ctrl+C. Its root:\n${root}`);
  const told = stop.aborted ? Promise.resolve() : once(stop, 'abort');
  await (flags.once === true ? Promise.race([told, oneLine(served, stop)]) : told);
  await served.close();
  return 0;
};
