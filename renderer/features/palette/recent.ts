/** What was run from the palette lately, latest first: it stands on top when nothing is typed yet. */
import { create } from 'zustand';

const most = 5;

export const useRecent = create<{ readonly ids: readonly string[] }>()(() => ({ ids: [] }));

export const usedNow = (id: string): void =>
  useRecent.setState(({ ids }) => ({ ids: [id, ...ids.filter((one) => one !== id)].slice(0, most) }));
