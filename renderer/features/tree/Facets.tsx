/** Chips under the filter field: each opens the values of one facet with their counts, and writes into the field. */
import { useMemo, useState } from 'react';
import {
  asksWord,
  chosenIn,
  clearFacet,
  countFacet,
  type Facet,
  facets,
  toggleValue,
  toggleWord,
} from '../../../shared/filter/facets.js';
import { useRecord } from '../../state/record.js';
import { useView } from '../../state/view.js';
import { Chip } from '../../ui/Chip.js';
import { Menu, type MenuItem } from '../../ui/Menu.js';
import { Toolbar } from '../../ui/Toolbar.js';
import { facetTitles, inOrder, valueTitle } from './facetWords.js';
import { grid } from './focus.js';
import { contextOf, marksOf } from './live.js';
import { usePins } from './pins.js';
import { useSince } from './since.js';

const edit = (change: (line: string) => string): void => useView.setState(({ filter }) => ({ filter: change(filter) }));

/** Counted a moment after the rows are drawn, and only while a menu is open: a step's outcome never waits for it. */
const useCounts = (facet: Facet, open: boolean): ReadonlyMap<string, number> => {
  const line = useView((view) => view.filter);
  const devices = useRecord((state) => (open ? state.snapshot?.devices : undefined));
  const marks = useRecord((state) => (open ? marksOf(state) : null));
  const since = useSince((state) => state.at);
  const pins = usePins();
  return useMemo(() => {
    if (devices === undefined || marks === null) return new Map();
    return countFacet(facet, { line, devices: Object.values(devices), context: contextOf({ marks, since, pins }) });
  }, [facet, line, devices, marks, since, pins]);
};

const FacetMenu = ({ facet }: { readonly facet: Facet }) => {
  const [open, setOpen] = useState(false);
  const line = useView((view) => view.filter);
  const chosen = chosenIn(line, facet);
  const counts = useCounts(facet, open);
  const { title, tip } = facetTitles[facet];
  const items: readonly MenuItem[] = open
    ? [
        ...inOrder(facet, new Set([...counts.keys(), ...chosen])).map((value) => ({
          id: value,
          title: valueTitle(facet, value),
          count: counts.get(value) ?? 0,
          checked: chosen.includes(value),
          onRun: () => edit((before) => toggleValue(before, facet, value)),
        })),
        ...(chosen.length === 0
          ? []
          : [{ id: 'any', title: 'Any', parted: true, onRun: () => edit((before) => clearFacet(before, facet)) }]),
      ]
    : [];
  return (
    <Menu
      label={title}
      tip={tip}
      text={chosen.length === 0 ? title : `${title} ${inOrder(facet, chosen).join(', ')}`}
      chip={chosen.length === 0 ? 'off' : 'on'}
      stays
      items={items}
      onOpen={setOpen}
    />
  );
};

const ChangedChip = ({ count }: { readonly count: number }) => {
  const pressed = useView((view) => asksWord(view.filter, 'changed'));
  return (
    <Chip
      count={count}
      pressed={pressed}
      tip="Changed or arrived since you last marked all as seen"
      onPress={() => edit((line) => toggleWord(line, 'changed'))}
    >
      Changed
    </Chip>
  );
};

export function Facets({ changed }: { readonly changed: number }) {
  return (
    <Toolbar label="Filter by" onLeave={() => grid.current?.focus()}>
      {facets.map((facet) => (
        <FacetMenu key={facet} facet={facet} />
      ))}
      <ChangedChip count={changed} />
    </Toolbar>
  );
}
