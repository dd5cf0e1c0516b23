/** What the relying party holds evidence against: trusted roots, reference values and the policy in force; brought, kept, named, removed. */
import { createHash } from 'node:crypto';
import { fromHex, toHex } from '../../shared/evidence/bytes/hex.js';
import { type Certificate, readCertificate } from '../../shared/evidence/certificate/certificate.js';
import { names } from '../../shared/evidence/policy/glob.js';
import type { Policy } from '../../shared/evidence/policy/policy.js';
import type { References } from '../../shared/evidence/verify/references.js';
import type { Judging } from '../../shared/evidence/verify/verifyExchange.js';
import { plain } from '../../shared/evidence/view/bounded.js';
import type { Shelf } from '../../shared/ipc/evidence.js';
import { evidenceLimits } from '../../shared/ipc/evidenceLimits.js';
import type { Made } from './fleet.js';
import { policyIn, shelvedPolicy } from './inForce.js';
import { type KeptEvidence, openKept } from './kept.js';

/** What became of what was brought: its id, or why it was not taken. */
export type Held =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly file: string; readonly why: string };

type OnStep = Judging['onStep'];

export interface Holdings {
  anchors(): readonly Certificate[];
  /** Of all sets that are of this device; null where there is none. @param ids `vendor:device`, '' where nobody knows. */
  references(ids: string): References | null;
  policy(): Policy;
  shelf(): Pick<Shelf, 'roots' | 'references' | 'policy' | 'trouble'>;
  /** Where judging is given up (`onStep` throws), what was brought is not kept. */
  addRoots(roots: readonly { readonly name: string; readonly certificate: Certificate }[], onStep?: OnStep): Held;
  addReferences(references: readonly References[], onStep?: OnStep): Held;
  /** It takes the place of the one before; nothing is judged anew, for a policy looks at verdicts. */
  setPolicy(name: string, text: string): Held;
  /** What the maker of simulated devices gives: its root, and what a model measures. Once: what a person removed stays away. */
  receive(made: Made): void;
  rename(id: string, name: string, onStep: OnStep): void;
  remove(id: string, onStep: OnStep): void;
}

/** By which the root of simulated devices is known among the trusted ones. */
const simulatedRoot = 'Simulated devices of this installation';

const longestName = 80;

const certificateOf = (der: string): Certificate | null => {
  const read = readCertificate(fromHex(der) ?? new Uint8Array(0));
  return read.ok ? read.certificate : null;
};

/** A model's own values say nothing of another's, whose blocks have the same numbers. */
const isOf = ({ devices }: KeptEvidence['references'][number], ids: string): boolean =>
  devices === undefined || devices.some((pattern) => names(pattern.toLowerCase(), ids.toLowerCase()));

const referencesOf = (kept: KeptEvidence, ids: string): References | null => {
  const references = kept.references.filter((one) => isOf(one, ids));
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

const rootOnShelf = ({ id, name, der }: KeptEvidence['roots'][number]): Shelf['roots'] => {
  const certificate = certificateOf(der);
  if (certificate === null) return [];
  const fingerprint = createHash('sha256').update(certificate.der).digest('hex');
  return [{ id, name, subject: plain(certificate.subject), notAfter: certificate.notAfter, fingerprint }];
};

const named = <T extends { readonly id: string; readonly name: string }>(
  list: readonly T[],
  id: string,
  name: string,
): T[] => list.map((one) => (one.id === id ? { ...one, name } : one));

const others = <T extends { readonly id: string }>(list: readonly T[], id: string): T[] =>
  list.filter((one) => one.id !== id);

/** @param dataDir Folder of what is kept; null keeps nothing. `changed`: evidence is to be judged anew; it throws, with nothing changed, when that is given up. */
export const openHoldings = (dataDir: string | null, changed: (onStep?: OnStep) => void): Holdings => {
  const kept = openKept(dataDir);
  let { trouble } = kept;
  const keep = (next: KeptEvidence): void => {
    trouble = kept.set(next);
  };

  /** Half of what there is must not be judged by what was given up. */
  const keepAndJudge = (next: KeptEvidence, onStep: OnStep): void => {
    const before = kept.get();
    keep(next);
    try {
      changed(onStep);
    } catch (error) {
      keep(before);
      throw error;
    }
  };

  const addRoots: Holdings['addRoots'] = (roots, onStep) => {
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
      added.push({ id, name: plain(name).slice(0, longestName), der });
    }
    const [first] = roots;
    if (before.roots.length + added.length > evidenceLimits.roots) {
      const why = `at most ${evidenceLimits.roots} roots are kept: remove some first`;
      return { ok: false, file: first?.name ?? '', why };
    }
    keepAndJudge({ ...before, next, roots: [...before.roots, ...added] }, onStep);
    return { ok: true, id: (first && known.get(toHex(first.certificate.der))) ?? 'root-0' };
  };

  const addReferences: Holdings['addReferences'] = (references, onStep) => {
    const before = kept.get();
    if (before.references.length + references.length > evidenceLimits.references) {
      const why = `at most ${evidenceLimits.references} sets of reference values are kept: remove some first`;
      return { ok: false, file: references[0]?.name ?? '', why };
    }
    const added = references.map(({ name, devices, values }, n) => ({
      id: `reference-${before.next + n}`,
      name: plain(name).slice(0, longestName) || 'references',
      ...(devices === undefined ? {} : { devices: [...devices] }),
      values: values.map(({ index, value, label }) => ({ index, value: toHex(value), label })),
    }));
    const next = { ...before, next: before.next + added.length, references: [...before.references, ...added] };
    keepAndJudge(next, onStep);
    return { ok: true, id: `reference-${before.next}` };
  };

  return {
    anchors: () => kept.get().roots.flatMap(({ der }) => certificateOf(der) ?? []),
    references: (ids) => referencesOf(kept.get(), ids),
    policy: () => policyIn(kept.get()),
    shelf: () => ({
      roots: kept.get().roots.flatMap(rootOnShelf),
      references: kept.get().references.map(({ id, name, values }) => ({ id, name, values: values.length })),
      policy: shelvedPolicy(kept.get()),
      trouble,
    }),
    addRoots,
    addReferences,
    setPolicy(name, text) {
      const before = kept.get();
      const id = `policy-${before.next}`;
      keep({ ...before, next: before.next + 1, policy: { id, name: plain(name).slice(0, longestName), text } });
      return { ok: true, id };
    },
    receive({ root, references }) {
      const { given = [] } = kept.get();
      const all = references === null ? [simulatedRoot] : [simulatedRoot, references.name];
      const added = all.filter((name) => !given.includes(name));
      if (added.length === 0) return;
      if (added.includes(simulatedRoot)) addRoots([{ name: simulatedRoot, certificate: root }]);
      if (references !== null && added.includes(references.name)) addReferences([references]);
      keep({ ...kept.get(), given: [...given, ...added] });
    },
    rename(id, name, onStep) {
      const before = kept.get();
      if (before.policy?.id === id) {
        keep({ ...before, policy: { ...before.policy, name } });
        return;
      }
      const next = { ...before, roots: named(before.roots, id, name), references: named(before.references, id, name) };
      // The name of a reference stands in the rows it made.
      if (id.startsWith('reference-')) keepAndJudge(next, onStep);
      else keep(next);
    },
    remove(id, onStep) {
      const before = kept.get();
      if (before.policy?.id === id) {
        const { policy: _, ...rest } = before;
        keep(rest);
        return;
      }
      const next = { ...before, roots: others(before.roots, id), references: others(before.references, id) };
      keepAndJudge(next, onStep);
    },
  };
};
