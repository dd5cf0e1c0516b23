/** A device's DOE mailbox on a far machine, by the file that our kernel module has for it there. */
import { posix } from 'node:path';
import { type Mailbox, MailboxRefused } from '../wire.js';
import { type Link, Silent } from './link.js';
import { readingsByNumber } from './records.js';
import { bytesArgument } from './request.js';
import type { Sweeper } from './sweeper.js';

/** Longest object on its way there, in bytes: each is up to five characters of a request. */
const mostAsked = 16 * 1024;
/** Longest answer, in bytes: what the module hands on. */
const mostAnswered = 64 * 1024;
/** How long one exchange may take, in milliseconds. The kernel's own limit for a mailbox is seconds; a slow line takes its own. */
const limitMs = 30_000;

/** What says, to any user there, that the device speaks SPDM and the module is loaded. */
const signsOf = (device: string): readonly string[] => [
  `${device}/doe_features/0001:01`,
  'module/lockstep_trust/initstate',
];

/** The address by which the module knows a device folder; null for what is no PCI device's. */
const nameOf = (device: string): string | null => {
  const name = posix.basename(device);
  return /^[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]$/.test(name) ? name : null;
};

export interface FarMailboxOptions {
  readonly link: Link;
  readonly sweeper: Pick<Sweeper, 'read'>;
  /** Aborts when the wire is closed. */
  readonly life: AbortSignal;
}

/** As `Wire.mailbox`. Whether this user may use it shows at the first object: only writes have more rights. */
export const openFarMailbox = async (
  { link, sweeper, life }: FarMailboxOptions,
  device: string,
  opening: AbortSignal,
): Promise<Mailbox | null> => {
  const name = nameOf(device);
  if (name === null) return null;
  const signs = await sweeper.read(signsOf(device), opening);
  if (Object.values(signs).some((reading) => 'errno' in reading)) return null;
  const closing = new AbortController();
  return {
    async exchange(object, signal) {
      if (object.length > mostAsked)
        throw new MailboxRefused(`An object of ${object.length} bytes is too long: ${mostAsked} go over at most.`);
      const late = AbortSignal.timeout(limitMs);
      const asking = { signal: AbortSignal.any([signal, closing.signal, life, late]), silentMs: limitMs };
      const lines = await link.ask('carry', [name, bytesArgument(object)], asking).catch((error: unknown) => {
        if (!(error instanceof Silent) && !(late.aborted && !signal.aborted)) throw error;
        throw new MailboxRefused(`The mailbox of ${name} did not answer within ${limitMs / 1000} s.`);
      });
      const answer = readingsByNumber(lines, { at: 0, hex: () => true, longest: mostAnswered }).get(0);
      if (answer === undefined)
        throw new MailboxRefused(`The mailbox of ${name} gave no answer that can be read there.`);
      if ('errno' in answer)
        throw new MailboxRefused(`The mailbox of ${name} did not take the object: ${answer.errno}.`);
      return new Uint8Array(Buffer.from(answer.value, 'hex')).subarray(0, mostAnswered);
    },
    [Symbol.asyncDispose]() {
      closing.abort(new MailboxRefused('The mailbox was closed.'));
      return Promise.resolve();
    },
  };
};
