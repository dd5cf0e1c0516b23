/** Where evidence is judged: files in, verdicts out. Everything is judged anew when a root or a reference value comes or goes. */
import type { Cryptography } from '../../shared/evidence/cryptography.js';
import type { Gathered } from '../../shared/evidence/gathering.js';
import type { RevocationList } from '../../shared/evidence/certificate/revocationList.js';
import { summaryOf } from '../../shared/evidence/verify/summary.js';
import { collectGathered, type GatheredEvidence } from '../../shared/evidence/view/gathered.js';
import type { Made } from './fleet.js';
import { type Check, type Verdict, worst } from '../../shared/evidence/verify/verdict.js';
import type { Judging } from '../../shared/evidence/verify/verifyExchange.js';
import { failedIn } from '../../shared/evidence/verify/verifyOpening.js';
import { plain } from '../../shared/evidence/view/bounded.js';
import { type Collection, collect, type Evidence } from '../../shared/evidence/view/collection.js';
import type { CollectionView } from '../../shared/evidence/view/model.js';
import { pieceOf } from '../../shared/evidence/view/pieces.js';
import { collectionView } from '../../shared/evidence/view/view.js';
import type { EvidenceCommand, EvidenceInput, EvidenceOutputs, Shelf, Taken } from '../../shared/ipc/evidence.js';
import { evidenceLimits } from '../../shared/ipc/evidenceLimits.js';
import { createBundles, TooLarge } from './bundles.js';
import type { Said } from '../../shared/evidence/policy/decide.js';
import { type Held, openHoldings } from './holdings.js';
import { allowsOf } from './inForce.js';
import { type NamedFile, understand } from './understand.js';
import { createUploads } from './uploads.js';

export interface DeskOptions {
  /** Folder of what is kept; null keeps nothing. */
  readonly dataDir: string | null;
  readonly cryptography: Cryptography;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** The lists of revoked devices there are now. */
  readonly revocations?: () => readonly RevocationList[];
}

interface Shelved {
  readonly evidence: Evidence;
  readonly name: string;
  readonly collection: Collection;
  readonly judged: number;
}

export type Handlers = {
  /** `onStep`: told how far judging has come; it throws once nobody wants it any more. */
  readonly [C in EvidenceCommand]: (input: EvidenceInput<C>, onStep?: Judging['onStep']) => EvidenceOutputs[C];
};

export interface Desk {
  readonly handlers: Handlers;
  /** What was gathered comes among the collections, and is judged. */
  shelve(
    evidence: GatheredEvidence,
    onStep?: Judging['onStep'],
  ): Pick<Gathered, 'collection' | 'verdict' | 'about' | 'counts' | 'rows' | 'policy'>;
  /** What the maker of simulated devices gives: its root, and what a model measures. Once: what a person removed stays away. */
  receive(made: Made): void;
}

/** Memory for the files that are held. */
const mostBytes = 4 * evidenceLimits.fileBytes;

const unreadable: Said = { id: 'messages.unread', verdict: 'not-checkable' };

/** `vendor:device` in hex; of files nobody knows which device they are of. */
const idsOf = (evidence: Evidence): string => (evidence.kind === 'gathered' ? evidence.ids : '');

/** The same file again is told from the first: `drive.pcap (2)`. */
const untaken = (name: string, taken: readonly string[]): string => {
  let free = name;
  for (let n = 2; taken.includes(free); n += 1) free = `${name} (${n})`;
  return free;
};

/** How often judging it tells of itself. */
const stepsIn = ({ judged, sessions }: Collection): number => judged.length + sessions.length;

/** Rows that weigh on a collection and stand in none of its exchanges. */
const besideExchanges = ({ whole, sessions }: Pick<Collection, 'whole' | 'sessions'>): readonly Check[] =>
  whole?.checks ?? failedIn(sessions);

/** What lies behind a break, or was signed and could not be read, was not judged: no pass for the whole. */
const verdictOf = (collection: Collection): Verdict | null => {
  const { judged, broken, conversation, whole } = collection;
  const verdicts = [...besideExchanges(collection), ...judged].map(({ verdict }) => verdict);
  const lost = broken !== null || conversation.unread.length > 0 || (whole !== null && judged.length === 0);
  if (lost) return worst([...verdicts, 'not-checkable']);
  return verdicts.length === 0 ? null : worst(verdicts);
};

export const createDesk = ({ dataDir, cryptography, now, revocations = () => [] }: DeskOptions): Desk => {
  const uploads = createUploads();
  const bundles = createBundles();
  const shelved = new Map<string, Shelved>();
  let collections = 0;

  /** All of it or none: where it is given up half-way, each collection stays as it was. */
  const judgeAll = (onStep?: Judging['onStep']): void => {
    const weights = [...shelved.values()].map(({ collection }) => stepsIn(collection));
    const of = weights.reduce((sum, weight) => sum + weight, 0);
    let before = 0;
    const anew = [...shelved].map(([id, one], n) => {
      const begin = before;
      before += weights[n] ?? 0;
      const follow = onStep === undefined ? undefined : (done: number) => onStep(begin + done, of);
      const collection = collect(one.evidence, followed(one.evidence, follow));
      return [id, { ...one, collection, judged: one.judged + 1 }] as const;
    });
    for (const [id, one] of anew) shelved.set(id, one);
  };
  const holdings = openHoldings(dataDir, judgeAll);

  const judging = (evidence: Evidence): Judging => ({
    anchors: holdings.anchors(),
    references: holdings.references(idsOf(evidence)),
    at: now(),
    nonce: null,
    cryptography,
    revocations: revocations(),
    debug: 'refuse',
  });

  const followed = (evidence: Evidence, onStep: Judging['onStep']): Judging =>
    onStep === undefined ? judging(evidence) : { ...judging(evidence), onStep };

  const shelf = (): Shelf => ({
    collections: [...shelved].map(([id, { name, collection, judged }]) => ({
      id,
      name,
      verdict: verdictOf(collection),
      exchanges: collection.judged.length,
      broken: collection.broken !== null,
      judged,
    })),
    ...holdings.shelf(),
  });

  const refuse = (file: string, why: string): Taken => ({ ok: false, file, why });
  const taken = (held: Held): Taken => (held.ok ? { ...held, shelf: shelf() } : held);

  const isFull = (): boolean =>
    shelved.size >= evidenceLimits.collections ||
    [...shelved.values()].reduce((sum, { collection }) => sum + collection.bytes.length, 0) >= mostBytes;

  /** Once judged, it comes among the collections, under this id. */
  const addCollection = (evidence: Evidence, collection: Collection): string => {
    collections += 1;
    const id = `collection-${collections}`;
    const name = untaken(
      plain(evidence.name),
      [...shelved.values()].map((one) => one.name),
    );
    shelved.set(id, { evidence, name, collection, judged: 1 });
    return id;
  };

  const takeEvidence = (evidence: Evidence, onStep: Judging['onStep']): Taken => {
    if (isFull()) return refuse(evidence.name, 'there is no room for more evidence: remove some first');
    return taken({ ok: true, id: addCollection(evidence, collect(evidence, followed(evidence, onStep))) });
  };

  /** What the policy in force says of this evidence. What was signed and cannot be read is no check that passed. */
  const allowsIn = (evidence: Evidence, { conversation }: Pick<Collection, 'conversation'>, checks: readonly Said[]) =>
    allowsOf(holdings.policy(), idsOf(evidence), [...checks, ...conversation.unread.map(() => unreadable)]);

  const shelve: Desk['shelve'] = (evidence, onStep) => {
    const collection = collectGathered(evidence, followed(evidence, onStep));
    const added = isFull() ? null : addCollection(evidence, collection);
    const { name, holds } = holdings.policy();
    const { judged, whole } = collection;
    const allows = allowsIn(evidence, collection, [...whole.checks, ...judged.flatMap(({ checks }) => checks)]);
    return {
      collection: added,
      ...summaryOf({ judged, ...whole }),
      policy: { name: plain(name), holds, allows },
    };
  };

  const view = (id: string): CollectionView | null => {
    const one = shelved.get(id);
    if (one === undefined) return null;
    const { collection, judged, name } = one;
    const checks = [...besideExchanges(collection), ...collection.judged.flatMap((each) => each.checks)];
    return { ...collectionView(collection, { id, judged, allows: allowsIn(one.evidence, collection, checks) }), name };
  };

  const take = ({ files, purpose }: EvidenceInput<'evidence.take'>, onStep: Judging['onStep']): Taken => {
    const whole: NamedFile[] = [];
    for (const { upload, name } of files) {
      const bytes = uploads.take(upload);
      if (bytes === null) return refuse(name, 'it did not come up whole');
      whole.push({ name, bytes });
    }
    const found = understand(whole, purpose);
    switch (found.kind) {
      case 'unknown': {
        const { file, why, nearest } = found;
        return nearest === undefined ? refuse(file, why) : { ok: false, file, why, nearest };
      }
      case 'evidence':
        return takeEvidence(found.evidence, onStep);
      case 'policy':
        return taken(holdings.setPolicy(found.policy.name, found.text));
      case 'roots':
        return taken(holdings.addRoots(found.roots, onStep));
      case 'references':
        return taken(holdings.addReferences(found.references, onStep));
    }
  };

  const handlers: Handlers = {
    'evidence.shelf': shelf,
    'evidence.put': ({ upload, at, part }) => {
      const put = uploads.put(upload, at, Buffer.from(part, 'base64'));
      // Minus one: not taken. The window sends the whole file again, or says so.
      return { bytes: typeof put === 'number' ? put : -1 };
    },
    'evidence.take': take,
    'evidence.look': ({ id }) => ({ view: view(id) }),
    'evidence.piece': ({ id, piece }) => {
      const one = shelved.get(id);
      return { piece: one === undefined ? null : pieceOf(one.collection, piece) };
    },
    'evidence.bundle': ({ id, at }, onStep) => {
      const one = shelved.get(id);
      if (one === undefined) return { bundle: null };
      const { evidence, collection, judged } = one;
      try {
        return { bundle: bundles.part({ id, judged, evidence, collection, judging: judging(evidence), onStep }, at) };
      } catch (error) {
        if (error instanceof TooLarge) return { bundle: null, why: error.message };
        throw error;
      }
    },
    'evidence.treat': ({ id, as }, onStep) => {
      const one = shelved.get(id);
      if (one?.evidence.kind === 'capture') {
        const evidence = { ...one.evidence, treatAs: as };
        const collection = collect(evidence, followed(evidence, onStep));
        shelved.set(id, { ...one, evidence, collection, judged: one.judged + 1 });
      }
      return shelf();
    },
    'evidence.rename': ({ id, name }, onStep) => {
      const one = shelved.get(id);
      if (one === undefined) holdings.rename(id, name, onStep);
      else shelved.set(id, { ...one, name });
      return shelf();
    },
    'evidence.remove': ({ id }, onStep) => {
      if (!shelved.delete(id)) holdings.remove(id, onStep);
      return shelf();
    },
  };
  return { handlers, shelve, receive: holdings.receive };
};
