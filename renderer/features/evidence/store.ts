/** What the evidence page shows: the shelf, the collection in front, and the bytes that are lit. */
import { create } from 'zustand';
import type { CheckView, CollectionView, ExchangeView, PieceView, Spot } from '../../../shared/evidence/view/model.js';
import type { Shelf } from '../../../shared/ipc/evidence.js';
import { useView } from '../../state/view.js';
import { askShelf, type Asked, lookAtCollection, lookAtPiece } from '../../bridge/evidence.js';
import { arrivalIn } from './arrival.js';

export const tabs = ['checks', 'chain', 'measurements', 'messages', 'report', 'compare'] as const;
export type Tab = (typeof tabs)[number];

/** Files that were not taken, and why: what was expected at which byte. */
export interface Refused {
  readonly file: string;
  readonly why: string;
  /** What the same files would be taken for. */
  readonly nearest: 'root' | null;
  readonly files: readonly File[];
}

/** What is going on. */
export interface Busy {
  readonly text: string;
  /** Gives it up; null where it is over before one wonders, or cannot be. */
  readonly cancel: (() => void) | null;
}

interface EvidenceState {
  /** Null until it was asked for. */
  readonly shelf: Shelf | null;
  readonly view: CollectionView | null;
  /** Of the view's exchanges. */
  readonly exchange: number;
  readonly tab: Tab;
  /** The row that was picked in the tab in front, by its key. */
  readonly picked: string | null;
  readonly spot: Spot | null;
  readonly piece: { readonly name: string; readonly view: PieceView } | null;
  /** Null: nothing. */
  readonly busy: Busy | null;
  readonly refused: Refused | null;
  /** The lab could not do it, in one sentence. */
  readonly fault: string | null;
}

export const useEvidence = create<EvidenceState>()(() => ({
  shelf: null,
  view: null,
  exchange: 0,
  tab: 'checks',
  picked: null,
  spot: null,
  piece: null,
  busy: null,
  refused: null,
  fault: null,
}));

const set = useEvidence.setState;

/** What came back, or null with the fault told. */
export const told = <T>(asked: Asked<T>): T | null => {
  if (asked.ok) return asked.result;
  set({ fault: asked.why });
  return null;
};

/** The piece is fetched when it is another; of two questions only the newer one's answer counts. */
export const light = async (spot: Spot | null): Promise<void> => {
  set({ spot });
  const { view, piece } = useEvidence.getState();
  if (spot === null || view === null || piece?.name === `${view.id} ${spot.piece}`) return;
  const found = told(await lookAtPiece(view.id, spot.piece));
  if (found === null || found.piece === null || useEvidence.getState().spot?.piece !== spot.piece) return;
  set({ piece: { name: `${view.id} ${spot.piece}`, view: found.piece } });
};

export const pick = (picked: string | null, spot: Spot | null): void => {
  set({ picked });
  if (spot !== null) void light(spot);
};

export const exchangeOf = ({ view, exchange }: EvidenceState): ExchangeView | null => view?.exchanges[exchange] ?? null;

/** Of the exchange in front, and behind them those of the whole collection, which hold for each exchange. */
export const checksIn = (exchange: ExchangeView | null, view: CollectionView | null): readonly CheckView[] => [
  ...(exchange?.checks ?? []),
  ...(view?.checks ?? []),
];

/** Where a person looks first: the byte where it broke, or the signature that all rests on. */
const firstSpot = (view: CollectionView, exchange: number): Spot | null => {
  const one = view.exchanges[exchange];
  const signature = one?.checks.find(({ id }) => id === 'signature')?.spot;
  return view.broken?.spot ?? signature ?? one?.spot ?? view.reports[0]?.spot ?? null;
};

/** A tab with nothing in it is no place to arrive at. */
const tabFor = (view: CollectionView, tab: Tab): Tab => {
  if (view.exchanges.length === 0) return view.reports.length > 0 ? 'report' : 'messages';
  return tab === 'report' && view.reports.length === 0 ? 'checks' : tab;
};

/** Brings a collection to the front, at one of its exchanges. */
export const choose = async (id: string, exchange = 0): Promise<void> => {
  const before = useEvidence.getState().view;
  if (before?.id === id) {
    set({ exchange, picked: null });
    void light(firstSpot(before, exchange));
    return;
  }
  set({ busy: { text: 'Reading', cancel: null } });
  const found = told(await lookAtCollection(id));
  set({ busy: null });
  const view = found?.view ?? null;
  if (view === null) return;
  set(({ tab }) => ({ view, exchange, picked: null, spot: null, piece: null, tab: tabFor(view, tab) }));
  void light(firstSpot(view, exchange));
};

/** Takes the shelf over; the collection in front is looked at again when it was judged anew, or is gone. */
export const shelve = async (shelf: Shelf): Promise<void> => {
  const { view, shelf: before } = useEvidence.getState();
  set({ shelf });
  const here = shelf.collections.find(({ id }) => id === view?.id);
  if (view === null || here === undefined) {
    set({ view: null, piece: null, spot: null, picked: null });
    const [first] = shelf.collections.slice(-1);
    if (first !== undefined) await choose(first.id);
  } else if (here.judged !== view.judged || here.name !== view.name || before?.policy.id !== shelf.policy.id) {
    const found = told(await lookAtCollection(view.id));
    if (found?.view) set({ view: found.view });
  }
};

/** Goes to the first check that did not pass, in its exchange; stays where all passed. */
const arrive = (): void => {
  const { view } = useEvidence.getState();
  const arrival = view === null ? null : arrivalIn(view);
  if (arrival === null) return;
  set({ tab: 'checks', exchange: arrival.exchange });
  pick(arrival.key, arrival.check.spot);
};

/** Each time the page is opened. */
export const loadShelf = async (): Promise<void> => {
  const shelf = told(await askShelf());
  if (shelf === null) return;
  await shelve(shelf);
  const { collection } = useView.getState();
  useView.setState({ collection: null });
  if (collection === null || !shelf.collections.some(({ id }) => id === collection)) return;
  await choose(collection);
  // Who asks for every check from the bench asks for what did not pass.
  if (useEvidence.getState().view?.id === collection) arrive();
};
