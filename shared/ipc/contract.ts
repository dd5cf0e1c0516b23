/** The one contract between window and lab: every command with the shape of its input. Electron's IPC and the browser host's WebSocket both serve exactly this. */
import * as z from 'zod/mini';
import type { KeptEvidence } from '../evidence/kept.js';
import type { EvidenceItem, WriteOutcome } from '../facts/event.js';
import type { Radius } from '../facts/radius.js';
import type { Reading } from '../facts/reading.js';
import { elevations, type Rights } from '../facts/rights.js';
import { isPlain } from '../facts/safeText.js';
import { isErrno, type Errno } from '../model/errno.js';
import { evidenceInputs, type EvidenceOutputs, judgingInputs, type JudgingOutputs } from './evidence.js';
import type { Fault } from './fault.js';
import { type Found, type VmFound, vmFlavours, vmRoles } from './found.js';
import type { Frame } from './frame.js';
import { mostQuestionId, type OpeningFrame } from './opening.js';

const session = z.string().check(z.regex(/^[a-z0-9]{1,32}$/));
/** Below sysfs, no leading slash; what it resolves to is checked again in main. In characters, as all limits here. */
const sysPath = z.string().check(z.minLength(1), z.maxLength(1024));
const device = z.string().check(z.minLength(1), z.maxLength(1024));

/** Words of a person that are kept and exported: one line, with nothing in it that could forge another. */
const oneLine = (limit: number) =>
  z
    .string()
    .check(
      z.minLength(1),
      z.maxLength(limit),
      z.refine(isPlain, 'holds line breaks, control or bidirectional characters'),
    );

const errno = z.custom<Errno>((value) => typeof value === 'string' && isErrno(value), 'not an error number');

const predicted = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('succeeds'),
    effects: z.readonly(z.array(z.string().check(z.maxLength(400))).check(z.maxLength(64))),
  }),
  z.strictObject({ kind: z.literal('refused'), errno, precondition: z.string().check(z.maxLength(100)) }),
  z.strictObject({
    kind: z.literal('cannot'),
    unknown: z.readonly(z.array(z.string().check(z.maxLength(100))).check(z.maxLength(64))),
  }),
]);

/** A name of the asker's own making for something that takes a while; never used twice. */
const op = z.string().check(z.minLength(1), z.maxLength(40));

/** Input schema per command. A new command takes two edits: here, and its handler in the lab. */
export const inputs = {
  'app.info': z.strictObject({}),
  'targets.list': z.strictObject({}),
  /** What this machine offers to connect to. Looks at files and ports; opens nothing. */
  'targets.found': z.strictObject({}),
  /** Boots the project's test VM; progress goes by `op`, as for an opening. */
  'vm.up': z.strictObject({
    op,
    name: z.string().check(z.regex(/^[a-z][a-z0-9-]{0,19}$/)),
    flavour: z.enum(vmFlavours),
    role: z.enum(vmRoles),
  }),
  'settings.get': z.strictObject({}),
  'settings.set': z.strictObject({ settings: z.record(z.string().check(z.maxLength(60)), z.json()) }),
  /** `op`: told rows and questions go by this name; without one nobody is asked, and it cannot be cancelled. */
  'session.open': z.strictObject({ uri: z.string().check(z.minLength(1), z.maxLength(1024)), op: z.optional(op) }),
  /** The targets that windows of this lab have open, each once. */
  'sessions.list': z.strictObject({}),
  /** Takes an open target into one more window, with what happened there so far; `session` is the name that any window has for it. */
  'session.join': z.strictObject({ session, op: z.optional(op) }),
  /** One more window on this lab. */
  'window.open': z.strictObject({}),
  /** `answer` may be a secret; null declines. */
  'opening.answer': z.strictObject({
    op,
    question: z.string().check(z.maxLength(mostQuestionId)),
    answer: z.nullable(z.string().check(z.maxLength(4096))),
  }),
  'opening.cancel': z.strictObject({ op }),
  'session.close': z.strictObject({ session }),
  'session.ack': z.strictObject({ session, seq: z.int().check(z.nonnegative()) }),
  'session.write': z.strictObject({
    session,
    path: sysPath,
    value: z.string().check(z.maxLength(4096)),
    predicted: z.nullable(predicted),
    ownBranch: z.boolean(),
    op,
  }),
  'session.cancel': z.strictObject({ session, op }),
  'session.read': z.strictObject({ session, paths: z.array(sysPath).check(z.minLength(1), z.maxLength(64)) }),
  'session.refresh': z.strictObject({ session, device: z.nullable(device) }),
  /** `op`: its name for `session.cancel`. */
  'session.gather': z.strictObject({ session, device, op: z.optional(op) }),
  /** Evidence that the target's kernel keeps of the device, as it hands it up by netlink. */
  'session.keptEvidence': z.strictObject({ session, device }),
  'session.verdict': z.strictObject({
    session,
    device,
    verdict: z.enum(['accept', 'reject']),
    author: oneLine(120),
    reason: oneLine(2000),
  }),
  /** `elevation`: how writes get their rights on a real machine; as this tool is, when it is not said. */
  'session.arm': z.strictObject({ session, armed: z.boolean(), elevation: z.optional(z.enum(elevations)) }),
  'session.rights': z.strictObject({ session }),
  /** What stands on the devices that a write would touch. Writes nothing. */
  'session.dryRun': z.strictObject({ session, path: sysPath, value: z.string().check(z.maxLength(4096)) }),
  /** What the person looks at: the selected device is read again each second, the visible ones every five. */
  'session.watch': z.strictObject({
    session,
    selected: z.nullable(device),
    visible: z.array(device).check(z.maxLength(500)),
  }),
  'session.export': z.strictObject({ session, format: z.enum(['text', 'jsonl']) }),
  ...evidenceInputs,
  ...judgingInputs,
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

/** A target that some window has open. */
export interface OpenSession {
  readonly session: string;
  readonly uri: string;
  readonly title: string;
}

export interface Outputs extends EvidenceOutputs, JudgingOutputs {
  'app.info': AppInfo;
  'targets.list': { readonly targets: readonly TargetChoice[]; readonly recent: readonly string[] };
  'targets.found': Found;
  'vm.up': VmFound;
  'settings.get': { readonly settings: Readonly<Record<string, unknown>> };
  'settings.set': Record<string, never>;
  'session.open': { readonly session: string };
  'sessions.list': { readonly sessions: readonly OpenSession[] };
  /** This window's own name for it. */
  'session.join': { readonly session: string };
  /** False where the page opens its windows itself (browser host). */
  'window.open': { readonly opened: boolean };
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
  'session.keptEvidence': KeptEvidence;
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
