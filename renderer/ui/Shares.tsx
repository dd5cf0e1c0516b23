/** A room that panels share: a group of shares, and the bars between them. */
import { Separator } from 'react-resizable-panels';
import './panel.css';
import { classes } from './tone.js';

export { Group as PanelGroup, Panel as PanelShare } from 'react-resizable-panels';

export interface PanelBarProps {
  /** What it sizes: `Width of the devices`. */
  readonly name: string;
  /** Between panels one above the other. */
  readonly lying?: boolean;
}

/** The bar between two shares: a hairline that is dragged, or moved by the arrow keys. */
export const PanelBar = ({ name, lying = false }: PanelBarProps) => (
  <Separator className={classes('ui-panel-bar', lying && 'is-lying')} aria-label={name} />
);
