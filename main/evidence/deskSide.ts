/** The desk's side of its talk with the lab: commands, gatherings, and what simulated devices answer. */
import { toHex } from '../../shared/evidence/bytes/hex.js';
import type { FromDesk, ToDesk } from '../../shared/evidence/deskTalk.js';
import type { Carried, Gathered, GatherWanted } from '../../shared/evidence/gathering.js';
import { objectsOf } from '../../shared/evidence/keptBundle.js';
import type { EvidenceCommand } from '../../shared/ipc/evidence.js';
import { nodeCryptography } from './cryptography.js';
import { createDesk, type Handlers } from './desk.js';
import { createFleet } from './fleet.js';
import { gather } from './gather.js';
import { hasAuthority, ownAuthority, passingAuthority } from './ownAuthority.js';
import { sizesOf } from './sizes.js';

export interface DeskSideOptions {
  /** Folder of what is kept; null keeps nothing. */
  readonly dataDir: string | null;
  /** Folder of this installation's own authority; null makes one for this run. */
  readonly authorityDir: string | null;
  /** Whether nobody wants any more what comes of this asking. */
  readonly isGivenUp: (id: number) => boolean;
  readonly tell: (said: FromDesk) => void;
}

/** How often it is told how far judging has come. In milliseconds. */
const tellEveryMs = 100;

/** Tells from time to time how far an asking has come, and ends it once it is given up. */
const stepsOf = ({ isGivenUp, tell }: Pick<DeskSideOptions, 'isGivenUp' | 'tell'>, id: number) => {
  let told = performance.now();
  return (done: number, of: number): void => {
    if (isGivenUp(id)) throw new Error('it was given up');
    if (performance.now() - told < tellEveryMs) return;
    told = performance.now();
    tell({ kind: 'progress', id, done, of });
  };
};

export const createDeskSide = (options: DeskSideOptions): ((asked: ToDesk) => void) => {
  const { dataDir, authorityDir, tell } = options;
  const fleet = createFleet({
    authority: async () =>
      authorityDir === null ? passingAuthority(Date.now()) : ownAuthority(authorityDir, Date.now()),
    onModel: (made) => desk.receive(made),
  });
  const desk = createDesk({
    dataDir,
    cryptography: nodeCryptography,
    now: Date.now,
    revocations: () => fleet.revocations(),
  });
  /** What a gathering waits for, by its id. */
  const waiting = new Map<number, (carried: Carried | null) => void>();

  const carryFor =
    (id: number) =>
    (object: Uint8Array): Promise<Carried> =>
      new Promise((done, failed) => {
        waiting.set(id, (carried) => {
          waiting.delete(id);
          if (carried === null) failed(new Error('nobody waits for it any more'));
          else done(carried);
        });
        tell({ kind: 'carry', id, object });
      });

  const gathered = async (id: number, wanted: GatherWanted): Promise<Gathered> => {
    const gathering = await gather(wanted, { carry: carryFor(id), cryptography: nodeCryptography, now: Date.now });
    const { name, ids, bars, tdisp } = wanted;
    // A simulated device may sit behind a real kernel, as the test VM's does: its maker is this installation too.
    if (authorityDir !== null && (await hasAuthority(authorityDir)))
      desk.receive({ root: await fleet.root(), references: null });
    return {
      ...desk.shelve({ kind: 'gathered', name, ids, bars, tdisp, gathering }, stepsOf(options, id)),
      nonce: toHex(gathering.nonce),
      sizes: sizesOf(gathering),
      kept: objectsOf(gathering),
      stopped: gathering.stopped?.why ?? null,
    };
  };

  const answer = async (asked: Exclude<ToDesk, { kind: 'carried' }>): Promise<unknown> => {
    if (asked.kind === 'fleet') return fleet.answer(asked.device, asked.object);
    if (asked.kind === 'gather') return gathered(asked.id, asked.wanted);
    // The lab has held the input against the contract before it came here.
    const handler = desk.handlers[asked.command as EvidenceCommand] as (
      input: unknown,
      onStep: (done: number, of: number) => void,
    ) => ReturnType<Handlers[EvidenceCommand]>;
    return handler(asked.input, stepsOf(options, asked.id));
  };

  return (asked) => {
    if (asked.kind === 'carried') {
      waiting.get(asked.id)?.(asked.carried);
      return;
    }
    const { id } = asked;
    answer(asked).then(
      (result) => tell({ kind: 'result', id, result }),
      (error: unknown) => tell({ kind: 'failed', id, why: error instanceof Error ? error.message : String(error) }),
    );
  };
};
