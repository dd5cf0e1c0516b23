/** The sizes of panels that share a room, remembered by the name of their group. */
import { keepShares, useSettings } from './settings.js';

/** What a group needs to come back as it was left. */
export const useShares = (group: string) => {
  const kept = useSettings.getState().shares[group];
  return {
    ...(kept ? { defaultLayout: { ...kept } } : {}),
    onLayoutChanged: (layout: Record<string, number>, meta: { readonly isUserInteraction: boolean }): void => {
      if (meta.isUserInteraction) keepShares(group, layout);
    },
  };
};
