/** Left: the evidence there is, with its exchanges; below, what is trusted and what is expected. */
import { useState } from 'react';
import type { Purpose, Shelf as OnShelf } from '../../../shared/ipc/evidence.js';
import type { Verdict as Kind } from '../../../shared/evidence/verify/verdict.js';
import { Button } from '../../ui/Button.js';
import { Icon } from '../../ui/Icon.js';
import { IconButton } from '../../ui/IconButton.js';
import { Menu } from '../../ui/Menu.js';
import { Panel } from '../../ui/Panel.js';
import { TextField } from '../../ui/TextField.js';
import { VerdictMark } from '../../ui/VerdictMark.js';
import { pickFiles, remove, rename } from './intake.js';
import { exportBundle } from './outgoing.js';
import { type Column, PickGrid } from './PickGrid.js';
import { choose, useEvidence } from './store.js';
import { verdictWords } from './Verdict.js';
import { untilText } from './words.js';

interface Row {
  readonly key: string;
  readonly id: string;
  /** Of an exchange of the collection in front; null for the collection itself. */
  readonly exchange: number | null;
  readonly title: string;
  readonly line: string;
  readonly verdict: Kind | null;
}

const columns: readonly Column<Row>[] = [
  {
    key: 'title',
    title: 'Evidence',
    cell: ({ title, line, verdict, exchange }) => (
      <span className={exchange === null ? 'ev-shelf-row' : 'ev-shelf-row is-inner'}>
        {verdict === null ? <Icon name="none" label="nothing signed" /> : <VerdictMark kind={verdict} />}
        <span className="ev-shelf-words">
          <b className="ell">{title}</b>
          <span className="ell dim">{line}</span>
        </span>
      </span>
    ),
  },
];

const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? '' : 's'}`;

const useRows = (): readonly Row[] => {
  const collections = useEvidence((state) => state.shelf?.collections) ?? [];
  const view = useEvidence((state) => state.view);
  return collections.flatMap(({ id, name, verdict, exchanges, broken }): readonly Row[] => [
    {
      key: id,
      id,
      exchange: null,
      title: name,
      line: broken ? 'does not read to its end' : exchanges === 0 ? 'nothing signed' : count(exchanges, 'exchange'),
      verdict,
    },
    ...(view?.id === id
      ? view.exchanges.map((one, n) => ({
          key: `${id} ${n}`,
          id,
          exchange: n,
          title: one.kind === 'challenge' ? 'Challenge' : 'Measurements',
          line: `SPDM ${one.version}, slot ${one.slot}${one.inSession ? ', session' : ''}, ${verdictWords[one.verdict]}`,
          verdict: one.verdict,
        }))
      : []),
  ]);
};

const List = () => {
  const rows = useRows();
  const id = useEvidence((state) => state.view?.id);
  const exchange = useEvidence((state) => state.exchange);
  const exchanges = useEvidence((state) => state.view?.exchanges.length ?? 0);
  return (
    <PickGrid
      label="Evidence"
      look="ev-shelf"
      headless
      lines={2}
      columns={columns}
      rows={rows}
      keyOf={({ key }) => key}
      picked={id === undefined ? null : exchanges === 0 ? id : `${id} ${exchange}`}
      onPick={(row) => void choose(row.id, row.exchange ?? 0)}
      levelOf={(row) => (row.exchange === null ? 1 : 2)}
    />
  );
};

interface Kept {
  readonly id: string;
  readonly name: string;
  readonly line: string;
  readonly tip?: string;
}

const KeptRow = ({ one }: { one: Kept }) => {
  const [name, setName] = useState<string | null>(null);
  if (name !== null)
    return (
      <li className="ev-kept">
        <TextField
          label="Name"
          hideLabel
          value={name}
          most={80}
          onChange={setName}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setName(null);
            if (event.key !== 'Enter' || name.trim() === '') return;
            setName(null);
            void rename(one.id, name.trim());
          }}
          hint="Enter keeps it, Escape leaves it as it was"
        />
      </li>
    );
  return (
    <li className="ev-kept" {...(one.tip ? { 'data-tip': one.tip } : {})}>
      <span className="ev-shelf-words">
        <span className="ell">{one.name}</span>
        <span className="ell dim">{one.line}</span>
      </span>
      <Menu
        label={`What to do with ${one.name}`}
        items={[
          { id: 'rename', title: 'Rename', onRun: () => setName(one.name) },
          { id: 'remove', title: 'Remove', line: 'All evidence is judged anew', onRun: () => void remove(one.id) },
        ]}
      />
    </li>
  );
};

interface KeptListProps {
  readonly title: string;
  readonly none: string;
  readonly add: { readonly label: string; readonly purpose: Purpose };
  readonly kept: readonly Kept[];
}

const KeptList = ({ title, none, add, kept }: KeptListProps) => (
  <section className="ev-kept-list" aria-label={title}>
    <header className="row">
      <h3>{title}</h3>
      <span className="dim tnum">{kept.length}</span>
      <span className="grow" />
      <IconButton icon="plus" label={add.label} onPress={() => pickFiles(add.purpose)} />
    </header>
    {kept.length === 0 ? (
      <p className="ev-none">{none}</p>
    ) : (
      <ul>
        {kept.map((one) => (
          <KeptRow key={one.id} one={one} />
        ))}
      </ul>
    )}
  </section>
);

/** Null while our own is in force. */
const keptPolicy = (shelf: OnShelf | null): Kept | null => {
  if (shelf === null || shelf.policy.id === null) return null;
  const { id, name, rules, holds } = shelf.policy;
  return { id, name, line: `${count(rules, 'rule')}, ${holds ? 'holds what it refuses' : 'tells, and does not hold'}` };
};

export function Shelf() {
  const shelf = useEvidence((state) => state.shelf);
  const view = useEvidence((state) => state.view);
  const policy = keptPolicy(shelf);
  return (
    <Panel
      title="Evidence"
      actions={
        <>
          {view !== null && (
            <IconButton
              icon="export"
              label={`Export ${view.name} for others to check`}
              onPress={() => void exportBundle()}
            />
          )}
          {view !== null && (
            <IconButton icon="close" label={`Put ${view.name} away`} onPress={() => void remove(view.id)} />
          )}
          <Button icon="plus" variant="quiet" tip="Open evidence (Ctrl O)" onPress={() => pickFiles('evidence')}>
            Open
          </Button>
        </>
      }
    >
      <List />
      <KeptList
        title="Trusted roots"
        none="No root is trusted: a chain can be right, but nobody vouches for where it ends."
        add={{ label: 'Add a trusted root', purpose: 'root' }}
        kept={(shelf?.roots ?? []).map(({ id, name, subject, notAfter, fingerprint }) => ({
          id,
          name,
          line: `${subject}, ${untilText(notAfter)}`,
          tip: `SHA-256 ${fingerprint}`,
        }))}
      />
      <KeptList
        title="Reference values"
        none="Measurements are not compared: nothing says what they should be."
        add={{ label: 'Add reference values', purpose: 'references' }}
        kept={(shelf?.references ?? []).map(({ id, name, values }) => ({ id, name, line: count(values, 'value') }))}
      />
      <KeptList
        title="Policy"
        none="Lockstep’s own: signature and chain for level 3, all that was checked for level 4."
        add={{ label: 'Take a policy', purpose: 'policy' }}
        kept={policy === null ? [] : [policy]}
      />
    </Panel>
  );
}
