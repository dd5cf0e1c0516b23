/** The one contract between window and lab: every command with the shape of its input. Electron's IPC and the browser host's WebSocket both serve exactly this. */
import { z } from 'zod';
import type { EvidenceItem, WriteOutcome } from '../facts/event.js';
import type { Radius } from '../facts/radius.js';
import type { Reading } from '../facts/reading.js';
import { elevations, type Rights } from '../facts/rights.js';
import { isPlain } from '../facts/safeText.js';
import { isErrno, type Errno } from '../model/errno.js';
import type { Fault } from './fault.js';
import { type Found, type VmFound, vmFlavours, vmRoles } from './found.js';
import type { Frame } from './frame.js';
import type { OpeningFrame } from './opening.js';

const session = z.string().regex(/^[a-z0-9]{1,32}$/);
/** Below sysfs, no leading slash; what it resolves to is checked again in main. */
const sysPath = z.string().min(1).max(1024);
const device = z.string().min(1).max(1024);

/** Words of a person that are kept and exported: one line, with nothing in it that could forge another. */
const oneLine = (limit: number) =>
  z.string().min(1).max(limit).refine(isPlain, 'holds line breaks, control or bidirectional characters');

const errno = z.custom<Errno>((value) => typeof value === 'string' && isErrno(value), 'not an error number');

const predicted = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('succeeds'), effects: z.array(z.string().max(400)).max(64).readonly() }),
  z.strictObject({ kind: z.literal('refused'), errno, precondition: z.string().max(100) }),
  z.strictObject({ kind: z.literal('cannot'), unknown: z.array(z.string().max(100)).max(64).readonly() }),
]);

/** A name of the asker's own making for something that takes a while; never used twice. */
const op = z.string().min(1).max(40);

/** Input schema per command. A new command takes two edits: here, and its handler in the lab. */
export const inputs = {
  'app.info': z.strictObject({}),
  'targets.list': z.strictObject({}),
  /** What this machine offers to connect to. Looks at files and ports; opens nothing. */
  'targets.found': z.strictObject({}),
  /** Boots the project's test VM; progress goes by `op`, as for an opening. */
  'vm.up': z.strictObject({
    op,
    name: z.string().regex(/^[a-z][a-z0-9-]{0,19}$/),
    flavour: z.enum(vmFlavours),
    role: z.enum(vmRoles),
  }),
  'settings.get': z.strictObject({}),
  'settings.set': z.strictObject({ settings: z.record(z.string().max(60), z.json()) }),
  /** `op`: told rows and questions go by this name; without one nobody is asked, and it cannot be cancelled. */
  'session.open': z.strictObject({ uri: z.string().min(1).max(1024), op: op.optional() }),
  /** `answer` may be a secret; null declines. */
  'opening.answer': z.strictObject({
    op,
    question: z.string().max(40),
    answer: z.string().max(4096).nullable(),
  }),
  'opening.cancel': z.strictObject({ op }),
  'session.close': z.strictObject({ session }),
  'session.ack': z.strictObject({ session, seq: z.number().int().nonnegative() }),
  'session.write': z.strictObject({
    session,
    path: sysPath,
    value: z.string().max(4096),
    predicted: predicted.nullable(),
    ownBranch: z.boolean(),
    op: z.string().max(40),
  }),
  'session.cancel': z.strictObject({ session, op: z.string().max(40) }),
  'session.read': z.strictObject({ session, paths: z.array(sysPath).min(1).max(64) }),
  'session.refresh': z.strictObject({ session, device: device.nullable() }),
  'session.gather': z.strictObject({ session, device }),
  'session.verdict': z.strictObject({
    session,
    device,
    verdict: z.enum(['accept', 'reject']),
    author: oneLine(120),
    reason: oneLine(2000),
  }),
  /** `elevation`: how writes get their rights on a real machine; as this tool is, when it is not said. */
  'session.arm': z.strictObject({ session, armed: z.boolean(), elevation: z.enum(elevations).optional() }),
  'session.rights': z.strictObject({ session }),
  /** What stands on the devices that a write would touch. Writes nothing. */
  'session.dryRun': z.strictObject({ session, path: sysPath, value: z.string().max(4096) }),
  /** What the person looks at: the selected device is read again each second, the visible ones every five. */
  'session.watch': z.strictObject({ session, selected: device.nullable(), visible: z.array(device).max(500) }),
  'session.export': z.strictObject({ session, format: z.enum(['text', 'jsonl']) }),
} as const;

export type CommandName = keyof typeof inputs;
export type Input<C extends CommandName> = z.infer<(typeof inputs)[C]>;

export interface AppInfo {
  readonly version: string;
  readonly host: 'electron' | 'browser';
  readonly electron: string | null;
  readonly chromium: string | null;
  readonly node: string;
  readonly platform: string;
  /** `offline-fallback` is the end-of-life runtime from the package registry: said in About, never shipped. */
  readonly runtime: 'installed' | 'download' | 'override' | 'offline-fallback' | 'packaged' | 'none';
  /** Started as root: without Chromium's sandbox. */
  readonly root: boolean;
}

export interface TargetChoice {
  readonly uri: string;
  readonly title: string;
  readonly line: string;
  readonly kind: 'sim' | 'local' | 'ssh' | 'serial' | 'unix' | 'replay';
  /** Null when it can be opened now; else what is missing, in one sentence. */
  readonly notYet: string | null;
}

export interface Outputs {
  'app.info': AppInfo;
  'targets.list': { readonly targets: readonly TargetChoice[]; readonly recent: readonly string[] };
  'targets.found': Found;
  'vm.up': VmFound;
  'settings.get': { readonly settings: Readonly<Record<string, unknown>> };
  'settings.set': Record<string, never>;
  'session.open': { readonly session: string };
  /** False when that is not, or no longer, what is asked. */
  'opening.answer': { readonly taken: boolean };
  'opening.cancel': { readonly cancelled: boolean };
  'session.close': Record<string, never>;
  'session.ack': Record<string, never>;
  /** `seq`: the frame that carries the write's effects; shown only when that frame has come. */
  'session.write': { readonly event: number; readonly outcome: WriteOutcome; readonly seq: number };
  'session.cancel': { readonly cancelled: boolean };
  'session.read': { readonly readings: Readonly<Record<string, Reading>>; readonly seq: number };
  'session.refresh': { readonly seq: number };
  'session.gather': { readonly items: readonly EvidenceItem[]; readonly seq: number };
  'session.verdict': { readonly event: number; readonly seq: number };
  'session.arm': { readonly seq: number };
  'session.rights': Rights;
  'session.dryRun': Radius;
  'session.watch': Record<string, never>;
  'session.export': { readonly name: string; readonly text: string };
}

export type Answer<C extends CommandName> =
  | { readonly ok: true; readonly result: Outputs[C] }
  | { readonly ok: false; readonly fault: Fault };

/** What the preload gives the window, and the browser bridge imitates: nothing more. */
export interface LabBridge {
  call<C extends CommandName>(command: C, input: Input<C>): Promise<Answer<C>>;
  /** Frames as they come; returns a function that stops them. */
  onFrame(listener: (frame: Frame) => void): () => void;
  /** How openings stand, as they come; returns a function that stops them. */
  onOpening(listener: (frame: OpeningFrame) => void): () => void;
  /** The line to the lab itself broke (browser host only). */
  onDown(listener: (why: string) => void): () => void;
}
