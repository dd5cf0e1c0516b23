/** A collection of evidence as it was read: its messages, what they came to, and the byte strings that can be shown. */
import { concat } from '../bytes/concat.js';
import type { Stop } from '../bytes/stop.js';
import type { Chain } from '../certificate/chain.js';
import type { Conversation, Heard } from '../exchange/conversation.js';
import type { Trouble } from '../exchange/exchange.js';
import { messagesOf, type SaidBy, type Transport } from '../transport/carried.js';
import { readCapture } from '../transport/capture.js';
import type { Capture } from '../transport/packet.js';
import { judgeConversation } from '../verify/judgeConversation.js';
import { judgeFiles, type LooseFiles } from '../verify/judgeFiles.js';
import type { Check, Verdict } from '../verify/verdict.js';
import type { Judged, Judging } from '../verify/verifyExchange.js';
import type { JudgedSession } from '../verify/verifyOpening.js';
import { collectGathered, type GatheredEvidence } from './gathered.js';

export type Evidence =
  | {
      readonly kind: 'capture';
      readonly name: string;
      readonly bytes: Uint8Array;
      /** Messages of its sessions in plain, as who holds the keys decrypted them. */
      readonly session?: readonly Numbered[];
      /** What the person says that it is of; as it looks where this is left out. */
      readonly treatAs?: Transport;
    }
  | { readonly kind: 'files'; readonly name: string; readonly files: LooseFiles }
  | GatheredEvidence;

/** A message with the number of its packet. */
export interface Numbered extends Heard {
  readonly number: number;
}

export interface Collection {
  readonly kind: Evidence['kind'];
  readonly name: string;
  readonly transport: Transport | 'files';
  /** Null where nobody has to: what was gathered, and loose files. */
  readonly saidBy: SaidBy | null;
  /** The file's bytes; of loose files their messages one after the other. */
  readonly bytes: Uint8Array;
  readonly heard: readonly Numbered[];
  readonly conversation: Conversation;
  readonly judged: readonly Judged[];
  readonly sessions: readonly JudgedSession[];
  /** By slot. */
  readonly chains: ReadonlyMap<number, Chain>;
  /** Things that are no messages, in words. */
  readonly strays: readonly string[];
  readonly troubles: readonly Trouble[];
  /** Where the file stopped being what it began as; the byte is the file's own. */
  readonly broken: Stop | null;
  /** What was checked of the whole, beside the exchanges; null where only these can be judged. */
  readonly whole: { readonly checks: readonly Check[]; readonly verdict: Verdict } | null;
}

const ofConversation = (
  heard: readonly Numbered[],
  judging: Judging,
): Pick<Collection, 'conversation' | 'judged' | 'sessions' | 'chains' | 'troubles'> => {
  const { conversation, judged, sessions, chains } = judgeConversation(heard, judging);
  const shown = [...chains].flatMap(([slot, presented]) =>
    presented === null ? [] : [[slot, presented.chain] as const],
  );
  return { conversation, judged, sessions, chains: new Map(shown), troubles: conversation.troubles };
};

/** A capture that breaks off is read up to there. */
const readWhatThereIs = (name: string, bytes: Uint8Array): Capture => {
  const read = readCapture(bytes, name);
  if (read.ok) return read.value;
  const { at, expected, found } = read;
  return { linkType: 0, packets: [], broken: { at, expected, found } };
};

const collectCapture = (
  { name, bytes, session = [], treatAs }: Extract<Evidence, { kind: 'capture' }>,
  judging: Judging,
): Collection => {
  const common = { kind: 'capture', name, bytes } as const;
  const capture = readWhatThereIs(name, bytes);
  const { transport, saidBy, messages, strays } = messagesOf(capture, treatAs ?? null);
  const open = messages.filter(({ kind }) => kind === 'spdm').map((message) => ({ ...message, secured: false }));
  const sealed = messages.length - open.length - session.length;
  const heard = [...open, ...session].toSorted((one, other) => one.number - other.number);
  return {
    ...common,
    transport,
    saidBy,
    heard,
    ...ofConversation(heard, judging),
    strays: [
      ...(sealed <= 0 ? [] : [`${sealed} messages of secured sessions, which cannot be read without their keys`]),
      ...strays.map(({ number, why }) => `packet ${number}: ${why}`),
    ],
    broken: capture.broken,
    whole: null,
  };
};

const collectFiles = (name: string, files: LooseFiles, judging: Judging): Collection => {
  const { conversation, judged, stopped } = judgeFiles(files, judging);
  const none = new Uint8Array(0);
  return {
    kind: 'files',
    name,
    transport: 'files',
    saidBy: null,
    bytes: concat(files.vca ?? none, files.request ?? none, files.response),
    heard: conversation.messages.map(({ heard }, n) => ({ ...heard, number: n + 1 })),
    conversation,
    judged,
    sessions: [],
    chains: new Map([[judged[0]?.exchange.slot ?? 0, files.chain]]),
    strays: files.chain.trouble === null ? [] : [`chain: ${files.chain.trouble}`],
    troubles: conversation.troubles,
    broken: stopped,
    whole: null,
  };
};

/** Reads and judges all of it, in one go. */
export const collect = (evidence: Evidence, judging: Judging): Collection => {
  switch (evidence.kind) {
    case 'capture':
      return collectCapture(evidence, judging);
    case 'files':
      return collectFiles(evidence.name, evidence.files, judging);
    case 'gathered':
      return collectGathered(evidence, judging);
  }
};
