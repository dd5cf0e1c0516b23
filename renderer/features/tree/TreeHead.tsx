/** The head of the tree's columns. */
// biome-ignore-all lint/a11y/useSemanticElements: a virtual treegrid cannot be a <table>; roles say what it is (WAI-ARIA treegrid)
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid holds the focus and names the active row (aria-activedescendant)
import { Icon } from '../../ui/Icon.js';

/** Pixels. */
export const headHeight = 24;

export const TreeHead = () => (
  <div className="tree-head" role="rowgroup">
    <div className="tree-columns" role="row" aria-rowindex={1}>
      <span role="columnheader" aria-colindex={1} className="tree-head-first">
        Device
      </span>
      <span role="columnheader" aria-colindex={2}>
        Address
      </span>
      <span role="columnheader" aria-colindex={3} className="tree-driver">
        Driver
      </span>
      <span role="columnheader" aria-colindex={4}>
        Level
      </span>
      {(
        [
          ['lock', 'Lock'],
          ['link', 'Link'],
          ['evidence', 'Verdict'],
          ['measured', 'How the level is known'],
        ] as const
      ).map(([icon, label], at) => (
        <span key={icon} role="columnheader" aria-colindex={at + 5} className="tree-sign" data-tip={label}>
          <Icon name={icon} size={14} label={label} />
        </span>
      ))}
    </div>
  </div>
);
