/** Where evidence is judged: files in, verdicts out. Everything is judged anew when a root or a reference value comes or goes. */
import { createHash } from 'node:crypto';
import { fromHex, toHex } from '../../shared/evidence/bytes/hex.js';
import { type Certificate, readCertificate } from '../../shared/evidence/certificate/certificate.js';
import type { Cryptography } from '../../shared/evidence/cryptography.js';
import type { References } from '../../shared/evidence/verify/references.js';
import { type Verdict, worst } from '../../shared/evidence/verify/verdict.js';
import type { Judging } from '../../shared/evidence/verify/verifyExchange.js';
import { plain } from '../../shared/evidence/view/bounded.js';
import { type Collection, collect, type Evidence } from '../../shared/evidence/view/collection.js';
import type { CollectionView } from '../../shared/evidence/view/model.js';
import { pieceOf } from '../../shared/evidence/view/pieces.js';
import { collectionView } from '../../shared/evidence/view/view.js';
import type { EvidenceCommand, EvidenceInput, EvidenceOutputs, Shelf, Taken } from '../../shared/ipc/evidence.js';
import { evidenceLimits } from '../../shared/ipc/evidenceLimits.js';
import { createBundles } from './bundles.js';
import { allowsOf, policyIn, shelvedPolicy } from './inForce.js';
import { type KeptEvidence, openKept } from './kept.js';
import { type NamedFile, understand } from './understand.js';
import { createUploads } from './uploads.js';

export interface DeskOptions {
  /** Folder of what is kept; null keeps nothing. */
  readonly dataDir: string | null;
  readonly cryptography: Cryptography;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

interface Shelved {
  readonly evidence: Evidence;
  readonly name: string;
  readonly collection: Collection;
  readonly judged: number;
}

export type Handlers = {
  readonly [C in EvidenceCommand]: (input: EvidenceInput<C>) => EvidenceOutputs[C];
};

/** Memory for the files that are held. */
const mostBytes = 4 * evidenceLimits.fileBytes;

const certificateOf = (der: string): Certificate | null => {
  const read = readCertificate(fromHex(der) ?? new Uint8Array(0));
  return read.ok ? read.certificate : null;
};

const referencesOf = ({ references }: KeptEvidence): References | null => {
  if (references.length === 0) return null;
  const values = references.flatMap((one) =>
    one.values.map(({ index, value, label }) => ({ index, value: fromHex(value) ?? new Uint8Array(0), label })),
  );
  return {
    name: references
      .map((one) => one.name)
      .join(', ')
      .slice(0, 100),
    values,
  };
};

/** The same file again is told from the first: `drive.pcap (2)`. */
const untaken = (name: string, taken: readonly string[]): string => {
  let free = name;
  for (let n = 2; taken.includes(free); n += 1) free = `${name} (${n})`;
  return free;
};

/** What lies behind a break, or was signed and could not be read, was not judged: no pass for the whole. */
const verdictOf = ({ judged, broken, conversation }: Collection): Verdict | null => {
  const verdicts = judged.map(({ verdict }) => verdict);
  if (broken !== null || conversation.unread.length > 0) return worst([...verdicts, 'not-checkable']);
  return verdicts.length === 0 ? null : worst(verdicts);
};

export const createDesk = ({ dataDir, cryptography, now }: DeskOptions): Handlers => {
  const kept = openKept(dataDir);
  const uploads = createUploads();
  const bundles = createBundles();
  const shelved = new Map<string, Shelved>();
  let collections = 0;
  let { trouble } = kept;

  const judging = (): Judging => ({
    anchors: kept.get().roots.flatMap(({ der }) => certificateOf(der) ?? []),
    references: referencesOf(kept.get()),
    at: now(),
    nonce: null,
    cryptography,
  });

  const judgeAll = (): void => {
    const how = judging();
    for (const [id, one] of shelved)
      shelved.set(id, { ...one, collection: collect(one.evidence, how), judged: one.judged + 1 });
  };

  const keep = (next: KeptEvidence): void => {
    trouble = kept.set(next);
  };

  const shelf = (): Shelf => ({
    collections: [...shelved].map(([id, { name, collection, judged }]) => ({
      id,
      name,
      verdict: verdictOf(collection),
      exchanges: collection.judged.length,
      broken: collection.broken !== null,
      judged,
    })),
    roots: kept.get().roots.flatMap(({ id, name, der }) => {
      const certificate = certificateOf(der);
      if (certificate === null) return [];
      const fingerprint = createHash('sha256').update(certificate.der).digest('hex');
      return [{ id, name, subject: plain(certificate.subject), notAfter: certificate.notAfter, fingerprint }];
    }),
    references: kept.get().references.map(({ id, name, values }) => ({ id, name, values: values.length })),
    policy: shelvedPolicy(kept.get()),
    trouble,
  });

  const refuse = (file: string, why: string): Taken => ({ ok: false, file, why });

  const addEvidence = (evidence: Evidence): Taken => {
    const held = [...shelved.values()].reduce((sum, { collection }) => sum + collection.bytes.length, 0);
    if (shelved.size >= evidenceLimits.collections || held >= mostBytes)
      return refuse(evidence.name, 'there is no room for more evidence: remove some first');
    collections += 1;
    const id = `collection-${collections}`;
    const name = untaken(
      plain(evidence.name),
      [...shelved.values()].map((one) => one.name),
    );
    shelved.set(id, { evidence, name, collection: collect(evidence, judging()), judged: 1 });
    return { ok: true, id, shelf: shelf() };
  };

  const addRoots = (roots: readonly { readonly name: string; readonly certificate: Certificate }[]): Taken => {
    const before = kept.get();
    const known = new Map(before.roots.map(({ der, id }) => [der, id]));
    let { next } = before;
    const added: KeptEvidence['roots'] = [];
    for (const { name, certificate } of roots) {
      const der = toHex(certificate.der);
      if (known.has(der)) continue;
      const id = `root-${next}`;
      next += 1;
      known.set(der, id);
      added.push({ id, name: plain(name).slice(0, 80), der });
    }
    if (before.roots.length + added.length > evidenceLimits.roots)
      return refuse(roots[0]?.name ?? '', `at most ${evidenceLimits.roots} roots are kept: remove some first`);
    keep({ ...before, next, roots: [...before.roots, ...added] });
    judgeAll();
    const [first] = roots;
    return { ok: true, id: (first && known.get(toHex(first.certificate.der))) ?? 'root-0', shelf: shelf() };
  };

  const addReferences = (references: readonly References[]): Taken => {
    const before = kept.get();
    if (before.references.length + references.length > evidenceLimits.references)
      return refuse(
        references[0]?.name ?? '',
        `at most ${evidenceLimits.references} sets of reference values are kept: remove some first`,
      );
    const added = references.map(({ name, values }, n) => ({
      id: `reference-${before.next + n}`,
      name: plain(name).slice(0, 80) || 'references',
      values: values.map(({ index, value, label }) => ({ index, value: toHex(value), label })),
    }));
    keep({ ...before, next: before.next + added.length, references: [...before.references, ...added] });
    judgeAll();
    return { ok: true, id: `reference-${before.next}`, shelf: shelf() };
  };

  /** It takes the place of the one before; nothing is judged anew, for a policy looks at verdicts. */
  const setPolicy = (name: string, text: string): Taken => {
    const before = kept.get();
    const id = `policy-${before.next}`;
    keep({ ...before, next: before.next + 1, policy: { id, name: plain(name).slice(0, 80), text } });
    return { ok: true, id, shelf: shelf() };
  };

  const view = (id: string): CollectionView | null => {
    const one = shelved.get(id);
    if (one === undefined) return null;
    const { collection, judged, name } = one;
    const checks = collection.judged.flatMap((each) => each.checks);
    return { ...collectionView(collection, { id, judged, allows: allowsOf(policyIn(kept.get()), '', checks) }), name };
  };

  const take = ({ files, purpose }: EvidenceInput<'evidence.take'>): Taken => {
    const whole: NamedFile[] = [];
    for (const { upload, name } of files) {
      const bytes = uploads.take(upload);
      if (bytes === null) return refuse(name, 'it did not come up whole');
      whole.push({ name, bytes });
    }
    const found = understand(whole, purpose);
    if (found.kind === 'unknown') {
      const { file, why, nearest } = found;
      return nearest === undefined ? refuse(file, why) : { ok: false, file, why, nearest };
    }
    if (found.kind === 'evidence') return addEvidence(found.evidence);
    if (found.kind === 'policy') return setPolicy(found.policy.name, found.text);
    return found.kind === 'roots' ? addRoots(found.roots) : addReferences(found.references);
  };

  const named = <T extends { readonly id: string; readonly name: string }>(
    list: readonly T[],
    id: string,
    name: string,
  ): T[] => list.map((one) => (one.id === id ? { ...one, name } : one));

  return {
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
    'evidence.bundle': ({ id, at }) => {
      const one = shelved.get(id);
      if (one === undefined) return { bundle: null };
      const { evidence, collection, judged } = one;
      return { bundle: bundles.part({ id, judged, evidence, collection, judging: judging() }, at) };
    },
    'evidence.rename': ({ id, name }) => {
      const one = shelved.get(id);
      const before = kept.get();
      if (one !== undefined) shelved.set(id, { ...one, name });
      else if (before.policy?.id === id) keep({ ...before, policy: { ...before.policy, name } });
      else keep({ ...before, roots: named(before.roots, id, name), references: named(before.references, id, name) });
      // The name of a reference stands in the rows it made.
      if (id.startsWith('reference-')) judgeAll();
      return shelf();
    },
    'evidence.remove': ({ id }) => {
      if (shelved.delete(id)) return shelf();
      const before = kept.get();
      if (before.policy?.id === id) {
        const { policy: _, ...rest } = before;
        keep(rest);
        return shelf();
      }
      const others = <T extends { readonly id: string }>(list: readonly T[]): T[] =>
        list.filter((one) => one.id !== id);
      keep({ ...before, roots: others(before.roots), references: others(before.references) });
      judgeAll();
      return shelf();
    },
  };
};
