/** A device's evidence handed down to the kernel module, and read back by its netlink family. */
import { nodeCryptography } from '../../main/evidence/cryptography.js';
import { readChainFile } from '../../shared/evidence/certificate/chain.js';
import { keptTypes } from '../../shared/evidence/kept.js';
import { judgeFiles } from '../../shared/evidence/verify/judgeFiles.js';
import type { Vm } from './boot.js';
import { rootsOf } from './gathered.js';

/** Types as the patches of March number them. */
export const evidenceTypes = { slot0: 0, ...keptTypes } as const;

export interface EvidenceObject {
  readonly type: number;
  readonly bytes: Uint8Array;
}

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};

/** The bundle that the module's `evidence` file takes; test/vm/module/README.md has its format. */
export const bundleOf = (
  { device, generation, nonce }: { readonly device: string; readonly generation: number; readonly nonce: Uint8Array },
  objects: readonly EvidenceObject[],
): Buffer => {
  const name = Buffer.alloc(20);
  name.write(device, 'latin1');
  const rest = Buffer.concat([
    name,
    u32(generation),
    nonce,
    ...objects.flatMap(({ type, bytes }) => [u32(type), u32(bytes.length), bytes]),
  ]);
  return Buffer.concat([u32(rest.length + 4), rest]);
};

/** The error in words with which it was refused; '' when it was taken. */
export const handDown = async (vm: Vm, bundle: Buffer): Promise<string> =>
  (
    await vm.text(`base64 -d <<'END' | cat 2>&1 >/sys/kernel/debug/lockstep_trust/evidence || true
${bundle.toString('base64').replaceAll(/.{76}/g, '$&\n')}
END`)
  )
    .trim()
    .replace(/^.*: /, '');

/**
 * Prints a line for each message (`type generation length nonce val flags`; - where it is not said), what a command between
 * them said, and the error of the end in words.
 */
const reader = String.raw`
import os, socket, struct, sys
device, mask, flags, nonce, between = sys.argv[1].encode(), int(sys.argv[2]), int(sys.argv[3]), bytes.fromhex(sys.argv[4]), sys.argv[5]
s = socket.socket(16, socket.SOCK_RAW, 16)
s.bind((0, 0))
def attr(kind, data):
    return struct.pack('HH', 4 + len(data), kind) + data + bytes(-len(data) % 4)
def parts(data):
    found = {}
    while len(data) >= 4:
        length, kind = struct.unpack_from('HH', data)
        found[kind & 0x3fff] = data[4:length]
        data = data[(length + 3) & ~3:]
    return found
def ask(family, flags, command, body):
    s.send(struct.pack('IHHIIBBH', 20 + len(body), family, flags, 1, 0, command, 1, 0) + body)
ask(16, 1, 3, attr(2, b'lockstep-trust\0'))
family = struct.unpack('H', parts(s.recv(8192)[20:])[1])[0]
body = attr(4, device + b'\0') + (attr(5, nonce) if nonce else b'')
body += b''.join(attr(kind, struct.pack('I', value)) for kind, value in ((2, mask), (3, flags)) if value)
ask(family, 0x301, 2, body)
while True:
    # As much as was asked for the first time: the kernel fills what it has seen room for.
    data = s.recv(8192)
    if between:
        said = os.popen(between + ' 2>&1').read()
        if said:
            print('between', ' '.join(said.split()))
        between = ''
    while data:
        length, kind, marks = struct.unpack_from('IHH', data)
        if kind in (2, 3):
            print(os.strerror(-struct.unpack_from('i', data, 16)[0]))
            sys.exit()
        has = parts(data[20:length])
        number = lambda n: str(struct.unpack('I', has[n])[0]) if n in has else '-'
        print(number(1), number(6), number(7), has[5].hex() if 5 in has else '-', has[8].hex(), marks)
        data = data[(length + 3) & ~3:]
`;

export interface Read {
  readonly objects: readonly (EvidenceObject & {
    readonly bytes: Buffer;
    readonly generation: number;
    readonly nonce: string;
    readonly length: number;
    readonly parts: number;
  })[];
  /** What the command between said. */
  readonly between: string;
  /** What ended it: `Success`, or an error in words. */
  readonly end: string;
}

export interface Reading {
  readonly mask?: number;
  readonly flags?: number;
  /** In hex. */
  readonly nonce?: string;
  /** A command that is run there first, and must succeed. What it says is no part of what is read. */
  readonly before?: string;
  /** A command that is run there after the first messages came. */
  readonly between?: string;
}

/** The command that dumps a device's evidence there; for any of its users. */
export const readingOf = (device: string, reading: Reading = {}): string => {
  const { mask = 0, flags = 0, nonce = '', before = 'true', between = '' } = reading;
  return `(${before}) >&2 && python3 - '${device}' ${mask} ${flags} '${nonce}' '${between}' <<'END'\n${reader}\nEND`;
};

/** Dumps a device's evidence, as root. */
export const readEvidence = async (vm: Vm, device: string, reading: Reading = {}): Promise<Read> => {
  const lines = (await vm.text(readingOf(device, reading))).trim().split('\n');
  const objects: Read['objects'][number][] = [];
  let between = '';
  for (const line of lines.slice(0, -1)) {
    if (line.startsWith('between ')) {
      between = line.slice(8);
      continue;
    }
    const [type = '', generation = '', length = '', said = '', val = '', flags = ''] = line.split(' ');
    if ((Number(flags) & 2) === 0) throw new Error('a message of the dump is not marked as one of several');
    const bytes = Buffer.from(val, 'hex');
    const last = objects.at(-1);
    if (type !== '-')
      objects.push({
        type: Number(type),
        generation: Number(generation),
        length: Number(length),
        nonce: said,
        bytes,
        parts: 1,
      });
    else if (last !== undefined)
      objects[objects.length - 1] = { ...last, bytes: Buffer.concat([last.bytes, bytes]), parts: last.parts + 1 };
  }
  return { objects, between, end: lines.at(-1) ?? '' };
};

/** The verdict of the product's verifier on what was read, and on nothing else. Throws where it makes no sense to it. */
export const judged = (vm: Vm, { objects }: Read) => {
  const bytesOf = (type: number): Buffer => objects.find((one) => one.type === type)?.bytes ?? Buffer.alloc(0);
  const files = judgeFiles(
    {
      chain: readChainFile(bytesOf(evidenceTypes.slot0), 'slot 0'),
      ...{ response: bytesOf(evidenceTypes.measurements), vca: bytesOf(evidenceTypes.vca) },
      ...{ request: null, version: null },
    },
    {
      ...{ anchors: rootsOf(vm), references: null, at: Date.now(), cryptography: nodeCryptography },
      nonce: Buffer.from(objects[0]?.nonce ?? '', 'hex'),
    },
  );
  if (files.stopped !== null) throw new Error(`byte ${files.stopped.at}: expected ${files.stopped.expected}`);
  return files.judged.map(({ exchange, signature, verdict }) => ({ kind: exchange.kind, signature, verdict }));
};

/** Hands down a few bytes for the generation that a device's evidence is of now. */
const keeper = `
import struct, sys
device = sys.argv[1]
generation = int(open('/sys/bus/pci/devices/%s/tsm/evidence_generation' % device).read())
rest = struct.pack('<20sI32sII', device.encode(), generation, bytes(32), 8, 3) + b'any'
open('/sys/kernel/debug/lockstep_trust/evidence', 'wb', 0).write(struct.pack('<I', len(rest) + 4) + rest)
`;

/** Puts reader and keeper there, for {@link endsOf}. */
export const putReaders = async (vm: Vm): Promise<void> => {
  await vm.put('/tmp/reader.py', Buffer.from(reader));
  await vm.put('/tmp/keeper.py', Buffer.from(keeper));
};

/**
 * What a dump ends with once `prepare` was run and something handed down, and then after each of `steps`. All of it is one
 * journey there: of all that a busy machine emulates, signing in takes longest.
 */
export const endsOf = async (
  vm: Vm,
  device: string,
  { prepare, steps }: { readonly prepare: string; readonly steps: readonly string[] },
): Promise<readonly string[]> => {
  const read = `python3 /tmp/reader.py '${device}' 0 0 '' '' | tail -n 1`;
  const then = steps.map((step) => `(${step}) >&2 && ${read}`);
  const script = [`(${prepare}) >&2 && python3 /tmp/keeper.py '${device}' && ${read}`, ...then].join(' && ');
  return (await vm.text(script)).trim().split('\n');
};
