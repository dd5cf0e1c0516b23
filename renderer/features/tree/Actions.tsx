/** The acts in the panel's head: order, changes seen, folding. */
import { useState } from 'react';
import { keysOf, runCommand, useKeys } from '../../state/commands.js';
import { useView } from '../../state/view.js';
import { IconButton } from '../../ui/IconButton.js';
import { Menu, type MenuItem } from '../../ui/Menu.js';
import { filterToBus, handledPinned, handledWait, theseWait, unfoldBelow } from './acts.js';
import { menuAt, sortButton } from './focus.js';
import { foldBranches, unfoldAll } from './folding.js';
import type { Hierarchy } from './hierarchy.js';
import { orders, sortBy, useSorting } from './order.js';
import { orderTitles } from './orderWords.js';
import { markSeen } from './since.js';

const SortMenu = () => {
  const { order, turned } = useSorting();
  const keys = useKeys('tree.sort');
  const items: readonly MenuItem[] = orders.map((one) => ({
    id: one,
    title: orderTitles[one].title,
    line: one === order && turned ? orderTitles[one].turned : orderTitles[one].line,
    checked: one === order,
    onRun: () => sortBy(one),
  }));
  return <Menu label={`Sort: ${orderTitles[order].title}`} {...keys} icon="sort" one items={items} ref={sortButton} />;
};

/** What can be done with the chosen device, or with all that are selected. */
const SelectedMenu = ({ hierarchy }: { readonly hierarchy: Hierarchy | null }) => {
  const [open, setOpen] = useState(false);
  const item = (id: string, title: string, waits: string | null): MenuItem => {
    const keys = keysOf(id);
    return { id, title, waits, ...(keys === undefined ? {} : { keys }), onRun: () => runCommand(id) };
  };
  const items: readonly MenuItem[] = open
    ? [
        item('tree.pin', handledPinned() && handledWait() === null ? 'Unpin' : 'Pin', handledWait()),
        item('tree.copy', 'Copy the address', handledWait()),
        item('tree.these', 'Filter to this', theseWait()),
        { id: 'bus', title: 'Filter to this bus', waits: handledWait(), onRun: filterToBus },
        { id: 'below', title: 'Unfold all below', waits: handledWait(), onRun: () => unfoldBelow(hierarchy) },
        { id: 'all', title: 'Select every device', keys: 'Ctrl A', parted: true, onRun: () => runCommand('tree.all') },
      ]
    : [];
  return <Menu label="Selected devices" items={items} onOpen={setOpen} at={menuAt} />;
};

export const Actions = ({ hierarchy }: { readonly hierarchy: Hierarchy | null }) => {
  const folded = useView((view) => view.collapsed.size > 0);
  const flat = useSorting((sorting) => sorting.order !== 'tree');
  return (
    <>
      <SortMenu />
      <IconButton icon="eye" label="Mark all changes as seen" onPress={markSeen} />
      <IconButton
        icon={folded ? 'plus' : 'minus'}
        label={folded ? 'Unfold everything' : 'Fold everything below the headings'}
        waits={flat ? 'nothing is folded in this order' : null}
        onPress={() => (folded ? unfoldAll() : foldBranches(hierarchy))}
      />
      <SelectedMenu hierarchy={hierarchy} />
    </>
  );
};
