/** A panel's place on the bench: its fold button, and the heading it shares. */
import { type ReactNode, useMemo } from 'react';
import { fold } from '../state/settings.js';
import { IconButton } from '../ui/IconButton.js';
import { type PanelPlace, PanelPlaceContext } from '../ui/Panel.js';

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
