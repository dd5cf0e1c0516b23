/** `lockstep device`: a simulated device on QEMU's SPDM socket, for as long as the person wants it. */
import { once } from 'node:events';
import { toPem } from '../../shared/evidence/certificate/toPem.js';
import { serveDevice } from '../evidence/spdmSocket.js';
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
  if (!stop.aborted) await once(stop, 'abort');
  await served.close();
  return 0;
};
