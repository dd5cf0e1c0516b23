/** The dialogs' code: fetched when the window has nothing else to do, or when asked for. Not Suspense: that holds a late part back. */
import type { ComponentType } from 'react';
import { create } from 'zustand';

const loaders = {
  palette: async () => (await import('../features/palette/Palette.js')).Palette,
  about: async () => (await import('./About.js')).About,
  keys: async () => (await import('./Keys.js')).Keys,
  faults: async () => (await import('../features/faults/Faults.js')).Faults,
  arm: async () => (await import('../features/arming/Arm.js')).Arm,
  close: async () => (await import('./CloseTarget.js')).CloseTarget,
} satisfies Readonly<Record<string, () => Promise<ComponentType>>>;

type DialogName = keyof typeof loaders;

interface Loaded {
  readonly parts: Partial<Readonly<Record<DialogName, ComponentType>>>;
  /** Why one could not be fetched, for the last stop to show when it is asked for. */
  readonly failed: unknown;
}

export const useDialogs = create<Loaded>()(() => ({ parts: {}, failed: null }));

export const isDialog = (name: string | null): name is DialogName => name !== null && Object.hasOwn(loaders, name);

/** True while a dialog is asked for whose code is not there yet: keys are then meant for it. */
export const isComing = (name: string | null): boolean => {
  const { parts, failed } = useDialogs.getState();
  return isDialog(name) && parts[name] === undefined && failed === null;
};

export const loadDialog = async (name: DialogName): Promise<void> => {
  if (useDialogs.getState().parts[name] !== undefined) return;
  const part = await loaders[name]();
  useDialogs.setState(({ parts }) => ({ parts: { ...parts, [name]: part } }));
};

/** One after the other, each in an idle moment, so that the start is not slowed. */
export const preloadDialogs = (): void => {
  const left: DialogName[] = ['palette', 'faults', 'arm', 'close', 'keys', 'about'];
  const next = (): void => {
    const name = left.shift();
    if (name === undefined) return;
    // One that cannot be fetched ahead is fetched, and its failure shown, when it is asked for.
    loadDialog(name).then(() => requestIdleCallback(next), next);
  };
  requestIdleCallback(next);
};
