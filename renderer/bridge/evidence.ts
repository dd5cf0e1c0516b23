/** Evidence up and verdicts down. Apart from the other intents: nothing of it is loaded before its page is opened. */
import type { Transport } from '../../shared/evidence/transport/carried.js';
import type { CollectionView, PieceView } from '../../shared/evidence/view/model.js';
import type {
  EvidenceCommand,
  EvidenceInput,
  EvidenceOutputs,
  Progress,
  Purpose,
  Shelf,
  Taken,
} from '../../shared/ipc/evidence.js';
import { evidenceLimits } from '../../shared/ipc/evidenceLimits.js';
import { lab } from './lab.js';

export type Asked<T> = { readonly ok: true; readonly result: T } | { readonly ok: false; readonly why: string };

const ask = async <C extends EvidenceCommand>(
  command: C,
  input: EvidenceInput<C>,
): Promise<Asked<EvidenceOutputs[C]>> => {
  try {
    const answer = await lab.call(command, input);
    return answer.ok ? answer : { ok: false, why: answer.fault.text };
  } catch (error) {
    return { ok: false, why: `The lab did not answer: ${String(error)}` };
  }
};

export const askShelf = (): Promise<Asked<Shelf>> => ask('evidence.shelf', {});

export const lookAtCollection = (id: string): Promise<Asked<{ readonly view: CollectionView | null }>> =>
  ask('evidence.look', { id });

export const lookAtPiece = (id: string, piece: string): Promise<Asked<{ readonly piece: PieceView | null }>> =>
  ask('evidence.piece', { id, piece });

export const treatOnShelf = (id: string, as: Transport, op: string): Promise<Asked<Shelf>> =>
  ask('evidence.treat', { id, as, op });

/** @param op Its name for {@link askProgress}, where evidence is judged anew by it. */
export const renameOnShelf = (id: string, name: string, op?: string): Promise<Asked<Shelf>> =>
  ask('evidence.rename', { id, name, ...(op === undefined ? {} : { op }) });

/** @param op As of {@link renameOnShelf}. */
export const removeFromShelf = (id: string, op?: string): Promise<Asked<Shelf>> =>
  ask('evidence.remove', { id, ...(op === undefined ? {} : { op }) });

const base64 = (bytes: Uint8Array): string => {
  let text = '';
  // In runs: a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
};

const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

const givenUp = { ok: false, why: 'It was cancelled.' } as const;

/** A collection as one archive that others can check; null when it is gone. */
export const fetchBundle = async (
  id: string,
  { op, signal }: Pick<Bringing, 'op' | 'signal'>,
): Promise<Asked<{ readonly name: string; readonly bytes: Blob } | null>> => {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let at = 0; ; ) {
    const asked = await ask('evidence.bundle', { id, at, op });
    if (!asked.ok) return asked;
    if (signal.aborted) return givenUp;
    const { bundle, why } = asked.result;
    if (why !== undefined) return { ok: false, why: `It was not exported: ${why}.` };
    if (bundle === null) return { ok: true, result: null };
    const part = fromBase64(bundle.part);
    parts.push(part);
    at += part.length;
    if (at >= bundle.size || part.length === 0)
      return { ok: true, result: { name: bundle.name, bytes: new Blob(parts, { type: 'application/x-tar' }) } };
  }
};

let uploads = 0;

/** How a bringing is followed, and given up. */
export interface Bringing {
  readonly purpose: Purpose;
  /** Its name for {@link askProgress} and {@link cancelJudging}. */
  readonly op: string;
  /** Aborts when nobody wants it any more: no further part goes up. */
  readonly signal: AbortSignal;
  /** Told of bytes that went up, of all files. */
  readonly onSent: (bytes: number) => void;
}

/** Null: it is not being judged, or has not come to its exchanges. */
export const askProgress = async (op: string): Promise<Progress | null> => {
  const answer = await lab.call('evidence.progress', { op });
  return answer.ok ? answer.result.progress : null;
};

export const cancelJudging = (op: string): void => void lab.call('evidence.cancel', { op });

/** A file's bytes, part by part; the name they are known by there, or why not. */
const sendUp = async (file: File, { signal, onSent }: Bringing): Promise<Asked<string>> => {
  uploads += 1;
  const upload = `f${Date.now().toString(36)}${uploads}`;
  for (let at = 0; at < file.size || at === 0; at += evidenceLimits.partBytes) {
    const bytes = new Uint8Array(await file.slice(at, at + evidenceLimits.partBytes).arrayBuffer());
    const put = await ask('evidence.put', { upload, at, part: base64(bytes) });
    if (!put.ok) return put;
    if (signal.aborted) return givenUp;
    onSent(bytes.length);
    if (put.result.bytes < 0) return { ok: false, why: `${file.name} was not taken at byte ${at}.` };
  }
  return { ok: true, result: upload };
};

/** Names are the file system's: what a name may not hold is left out of it. */
const plainName = (name: string): string =>
  name.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '').slice(0, 200) || 'file';

/** Sends files up and has them read for their purpose. */
export const bringFiles = async (files: readonly File[], bringing: Bringing): Promise<Asked<Taken>> => {
  const large = files.find(({ size }) => size > evidenceLimits.fileBytes);
  if (large !== undefined)
    return {
      ok: true,
      result: { ok: false, file: large.name, why: `it has ${large.size} bytes; at most 16 MiB are read` },
    };
  if (files.length > 8) return { ok: false, why: 'At most 8 files are read at a time.' };
  const up: { upload: string; name: string }[] = [];
  for (const file of files) {
    try {
      const sent = await sendUp(file, bringing);
      if (!sent.ok) return sent;
      up.push({ upload: sent.result, name: plainName(file.name) });
    } catch (error) {
      return { ok: false, why: `${file.name} cannot be read: ${String(error)}` };
    }
  }
  if (bringing.signal.aborted) return givenUp;
  return ask('evidence.take', { purpose: bringing.purpose, op: bringing.op, files: up });
};
