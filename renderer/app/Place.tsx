/** A panel's place on the bench: its fold button, its remembered share of the room, and the bar that parts it from the next. */
import { type ReactNode, useMemo } from 'react';
import { Separator } from 'react-resizable-panels';
import { fold, keepShares, useSettings } from '../state/settings.js';
import { IconButton } from '../ui/IconButton.js';
import { type PanelPlace, PanelPlaceContext } from '../ui/Panel.js';
import { classes } from '../ui/tone.js';
import './bench.css';

/** Gives the panel inside a fold button, and a heading other than its title where it shares its place. */
export const Place = ({ panel, heading, children }: { panel: string; heading?: ReactNode; children: ReactNode }) => {
  const place: PanelPlace = useMemo(
    () => ({
      heading,
      acts: (
        <IconButton
          icon={panel === 'bottom' ? 'chevron-down' : panel === 'tree' ? 'chevron-left' : 'chevron-right'}
          label="Fold this panel"
          onPress={() => fold(panel, true)}
        />
      ),
    }),
    [panel, heading],
  );
  return <PanelPlaceContext value={place}>{children}</PanelPlaceContext>;
};

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

export const Bar = ({ lying = false, name }: { lying?: boolean; name: string }) => (
  <Separator className={classes('bench-bar', lying && 'is-lying')} aria-label={name} />
);
