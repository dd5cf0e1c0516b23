/** This collection beside another: what differs first, by the names of the fields. */
import { useEffect, useState } from 'react';
import { type Compared, compare } from '../../../shared/evidence/view/compare.js';
import type { CollectionView } from '../../../shared/evidence/view/model.js';
import { lookAtCollection } from '../../bridge/evidence.js';
import { Checkbox } from '../../ui/Checkbox.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { Icon } from '../../ui/Icon.js';
import { Menu } from '../../ui/Menu.js';
import { type Column, PickGrid } from './PickGrid.js';
import { pick, told, useEvidence } from './store.js';

const Said = ({ text }: { text: string | null }) =>
  text === null ? <span className="dim">none of that name</span> : <span className="ell">{text}</span>;

const columnsFor = (one: string, other: string): readonly Column<Compared>[] => [
  {
    key: 'same',
    title: 'Same',
    cell: ({ same }) => (
      <span className="ev-verdict">
        <Icon name={same ? 'check' : 'cause'} size={14} /> {same ? 'same' : 'differs'}
      </span>
    ),
  },
  { key: 'title', title: 'Field', cell: ({ name }) => <span className="ell">{name}</span> },
  { key: 'one', title: one, cell: (row) => <Said text={row.one} /> },
  { key: 'other', title: other, cell: (row) => <Said text={row.other} /> },
];

/** The other collection's view, asked for again when it was judged anew. */
const useOther = (id: string | null, judged: number): CollectionView | null => {
  const [other, setOther] = useState<CollectionView | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: judged anew, it reads otherwise
  useEffect(() => {
    let here = true;
    if (id !== null) void lookAtCollection(id).then((found) => here && setOther(told(found)?.view ?? null));
    return () => {
      here = false;
    };
  }, [id, judged]);
  return other;
};

export function Compare() {
  const view = useEvidence((state) => state.view);
  const collections = useEvidence((state) => state.shelf?.collections) ?? [];
  const picked = useEvidence((state) => state.picked);
  const others = collections.filter(({ id }) => id !== view?.id);
  const [chosen, setChosen] = useState<string | null>(null);
  const [all, setAll] = useState(false);
  const beside = others.find(({ id }) => id === chosen) ?? others[0] ?? null;
  const other = useOther(beside?.id ?? null, beside?.judged ?? 0);
  if (view === null || beside === null)
    return (
      <EmptyState
        icon="table"
        title="Nothing to compare with"
        text="Open a second collection: another boot, another lock, another device."
      />
    );
  if (other === null || other.id !== beside.id) return <EmptyState icon="spin" title="Reading" />;
  const compared = compare(view, other);
  const differing = compared.filter(({ same }) => !same);
  const rows = all ? compared : differing;
  const row = rows.find(({ name }) => name === picked);
  return (
    <>
      <div className="ev-bar">
        <span className="dim">Beside</span>
        <Menu
          label="Compare with"
          text={beside.name}
          items={others.map(({ id, name }) => ({
            id,
            title: name,
            checked: id === beside.id,
            onRun: () => setChosen(id),
          }))}
        />
        <span className="dim" role="status">
          {differing.length} of {compared.length} fields differ
        </span>
        <span className="grow" />
        <Checkbox checked={all} onChange={setAll}>
          Show what is the same
        </Checkbox>
      </div>
      {rows.length === 0 ? (
        <EmptyState icon="check" title="Nothing differs" text="Every field of one has the same value in the other." />
      ) : (
        <PickGrid
          label={`${view.name} beside ${other.name}`}
          look="ev-compare"
          columns={columnsFor(view.name, other.name)}
          rows={rows}
          keyOf={({ name }) => name}
          picked={picked}
          onPick={({ name }) => pick(name, null)}
        />
      )}
      {row !== undefined && (
        <section className="ev-detail" aria-label="The field in full">
          <b>{row.name}</b>
          <dl>
            <dt>{view.name}</dt>
            <dd>{row.one ?? 'none of that name'}</dd>
            <dt>{other.name}</dt>
            <dd>{row.other ?? 'none of that name'}</dd>
          </dl>
        </section>
      )}
    </>
  );
}
