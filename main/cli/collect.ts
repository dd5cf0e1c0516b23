/** `lockstep collect`: gathers a device's evidence into files that others can check, and judges it. */
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fromHex, toHex } from '../../shared/evidence/bytes/hex.js';
import { readCertificate } from '../../shared/evidence/certificate/certificate.js';
import { toPem } from '../../shared/evidence/certificate/toPem.js';
import { captureOf, type Collection, plaintextOf } from '../../shared/evidence/requester/collection.js';
import type { Carry } from '../../shared/evidence/requester/line.js';
import { collect, Requester, type Until } from '../../shared/evidence/requester/requester.js';
import { sampleBars, sampleTarget } from '../../shared/evidence/responder/sample.js';
import { judgeCollection } from '../../shared/evidence/verify/judgeCollection.js';
import { exchangesJson } from '../../shared/evidence/verify/verdictJson.js';
import { nodeCryptography } from '../evidence/cryptography.js';
import { nodeSecrets } from '../evidence/secrets.js';
import { dialDevice } from '../evidence/spdmSocket.js';
import { switchOn } from '../evidence/switchOn.js';
import type { Invocation } from './cli.js';
import { badUsage, Ending, type ExitCode } from './ending.js';
import { type Simulated, simulatedOf } from './simulated.js';
import { checkRows, codeOf, rowsOf } from './verdictRows.js';

const steps: readonly Until[] = ['measurements', 'session', 'lock', 'start'];

const untilOf = (flag: Invocation['flags'][string]): Until => {
  if (flag === undefined) return 'start';
  const step = steps.find((each) => each === flag);
  if (step === undefined) throw badUsage(`--until takes ${steps.join(', ')}.`);
  return step;
};

const nonceOf = (flag: Invocation['flags'][string]): Uint8Array => {
  if (flag === undefined) return new Uint8Array(randomBytes(32));
  const nonce = typeof flag === 'string' ? fromHex(flag) : null;
  if (nonce?.length !== 32) throw badUsage('--nonce takes 32 bytes as hex.');
  return nonce;
};

interface Way {
  readonly carry: Carry;
  readonly hangUp: () => void;
}

/** To the device on the socket, or to a simulated one in here. */
const wayTo = async ({ flags, stop }: Invocation, { device }: Simulated): Promise<Way> => {
  const flag = flags.socket;
  if (flag === undefined) {
    const answer = switchOn(device);
    return { carry: (object) => Promise.resolve(answer(object) ?? new Uint8Array(0)), hangUp: () => undefined };
  }
  const port = typeof flag === 'string' && /^\d{1,5}$/.test(flag) ? Number(flag) : Number.NaN;
  if (!(port > 0 && port < 65_536)) throw badUsage('--socket takes a port from 1 to 65535.');
  const { carry, hangUp } = await dialDevice(port).catch((error: unknown) => {
    throw new Ending(
      `Nobody answers on 127.0.0.1:${port}: ${error instanceof Error ? error.message : String(error)}.`,
      3,
    );
  });
  return { carry: (object) => carry(object, stop), hangUp };
};

/** What was locked is not left so: a bench that ends must find the device as it was. */
const gather = async (requester: Requester, until: Until, stop: AbortSignal): Promise<Collection> => {
  try {
    const collection = await collect(requester, until);
    if (collection.interface !== null) await requester.stop();
    if (collection.session !== null) await requester.end();
    return { ...requester.collection, stopped: collection.stopped ?? requester.collection.stopped };
  } catch (error) {
    // The line is hung up: a device on it begins anew with the next.
    if (stop.aborted) throw new Ending('It was cancelled: nothing was written.', 1);
    throw new Ending(error instanceof Error ? error.message : String(error), 3);
  }
};

const keep = async (folder: string, collection: Collection, { authority, sound }: Simulated): Promise<void> => {
  const [root = new Uint8Array(0)] = authority.certificates;
  const measurements = sound.blocks.map(({ index, value }) => ({ index, value: toHex(value) }));
  const files: readonly (readonly [string, string | Uint8Array | null | undefined])[] = [
    ['capture.pcap', captureOf(collection)],
    ['messages.json', `${plaintextOf(collection)}\n`],
    ['root.pem', toPem(root)],
    ['references.json', `${JSON.stringify({ name: 'simulated device', measurements }, null, 1)}\n`],
    ['report.bin', collection.interface?.report],
  ];
  try {
    await mkdir(folder, { recursive: true });
    for (const [name, content] of files) if (content != null) await writeFile(join(folder, name), content);
  } catch (error) {
    throw new Ending(`${folder} cannot be written: ${error instanceof Error ? error.message : String(error)}.`, 2);
  }
};

export const collectEvidence = async (invocation: Invocation): Promise<ExitCode> => {
  const { flags, words, out, stop } = invocation;
  const [folder = '.'] = words;
  const [until, nonce] = [untilOf(flags.until), nonceOf(flags.nonce)];
  const simulated = await simulatedOf(invocation);
  const { carry, hangUp } = await wayTo(invocation, simulated);
  const requester = new Requester({
    carry,
    secrets: nodeSecrets,
    cryptography: nodeCryptography,
    seed: new Uint8Array(randomBytes(32)),
    nonce,
    now: Date.now,
    target: sampleTarget,
  });
  const collection = await gather(requester, until, stop).finally(hangUp);
  await keep(folder, collection, simulated);
  const root = readCertificate(simulated.authority.certificates[0] ?? new Uint8Array(0));
  const { judged, checks, verdict, conversation } = judgeCollection(collection, {
    anchors: root.ok ? [root.certificate] : [],
    references: null,
    at: Date.now(),
    cryptography: nodeCryptography,
    // Of a device on a socket nobody here knows the BARs.
    bars: flags.socket === undefined ? sampleBars : null,
  });
  const exchanges = exchangesJson(judged, conversation.unread);
  if (flags.json === true) {
    const { stopped } = collection;
    out(`${JSON.stringify({ folder, nonce: toHex(nonce), stopped, verdict, exchanges, checks }, null, 2)}\n`);
  } else {
    out([...exchanges.flatMap(rowsOf), `The whole: ${verdict}`, ...checkRows(checks), ''].join('\n'));
    const capture = join(folder, 'capture.pcap');
    const [messages, trust] = [join(folder, 'messages.json'), join(folder, 'root.pem')];
    out(`Check it again: lockstep verify ${capture} --messages ${messages} --trust ${trust}\n`);
  }
  return codeOf(exchanges.length === 0 ? [] : [verdict, ...exchanges.map((one) => one.verdict)]);
};
