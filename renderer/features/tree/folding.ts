/** Folding branches of the tree away and back; what is folded is the view's, so that it outlives the panel. */
import type { DevicePath } from '../../../shared/model/device.js';
import { useView } from '../../state/view.js';
import type { Hierarchy } from './hierarchy.js';

/** Folds or unfolds each of `keys`. */
export const fold = (keys: readonly DevicePath[], folded: boolean): void => {
  const collapsed = new Set(useView.getState().collapsed);
  for (const key of keys) {
    if (folded) collapsed.add(key);
    else collapsed.delete(key);
  }
  useView.setState({ collapsed });
};

/** Folds every branch below the headings. */
export const foldBranches = (hierarchy: Hierarchy | null): void =>
  fold(hierarchy?.nodes.flatMap((node) => (node.below > 0 && node.depth > 0 ? [node.key] : [])) ?? [], true);

export const unfoldAll = (): void => useView.setState({ collapsed: new Set() });
