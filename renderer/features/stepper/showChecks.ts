/** The way from a verdict on the card to what it rests on. */
import { useView } from '../../state/view.js';

/** Brings a collection to the front of the evidence page, with every check of it. */
export const showChecks = (collection: string): void => useView.setState({ page: 'evidence', collection });
