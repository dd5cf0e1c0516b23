/** The bytes of what is picked, and below them what each field of them says. */
import { useMemo } from 'react';
import { CopyButton } from '../../ui/CopyButton.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { Panel } from '../../ui/Panel.js';
import { fieldAt, fieldOf, type FlatField, flatten, stepFrom } from './fields.js';
import { Hex } from './Hex.js';
import { type Column, PickGrid } from './PickGrid.js';
import { light, useEvidence } from './store.js';
import { bytesText, offsetText } from './words.js';

const columns: readonly Column<FlatField>[] = [
  { key: 'at', title: 'Byte', cell: ({ field }) => <code>{offsetText(field.offset)}</code> },
  {
    key: 'title',
    title: 'Field',
    cell: ({ field, depth }) => (
      <span className="ell ev-tree-cell" style={{ paddingLeft: 12 * depth }}>
        {field.name} <span className="dim">{field.length}</span>
      </span>
    ),
  },
  { key: 'value', title: 'Says', cell: ({ field }) => <span className="ell">{field.text}</span> },
];

const Shown = () => {
  const spot = useEvidence((state) => state.spot);
  const piece = useEvidence((state) => state.piece?.view ?? null);
  const fields = useMemo(() => flatten(piece?.fields ?? []), [piece]);
  if (piece === null || spot === null) return null;
  const picked = fieldOf(fields, spot);
  const goTo = (field: FlatField | null): void => {
    if (field !== null) void light({ piece: spot.piece, offset: field.field.offset, length: field.field.length });
  };
  const around = (picked?.within ?? (picked === null ? fieldAt(fields, spot.offset) : null))?.field ?? null;
  return (
    <>
      <Hex
        label={`Bytes of ${piece.title}`}
        hex={piece.hex}
        from={piece.from}
        lit={spot}
        around={around !== null && around.length < piece.length ? around : null}
        onByte={(offset) => goTo(fieldAt(fields, offset))}
        onStep={(by) => goTo(stepFrom(fields, spot.offset, by))}
      />
      <p className="ev-lit" role="status">
        <b className="ev-lit-name">{picked?.field.name ?? 'Range'}</b>, {bytesText(spot.length)} from{' '}
        {offsetText(spot.offset)}
      </p>
      <PickGrid
        label={`Fields of ${piece.title}`}
        look="ev-fields"
        columns={columns}
        rows={fields}
        keyOf={({ key }) => key}
        picked={picked?.key ?? null}
        onPick={goTo}
        levelOf={({ depth }) => depth + 1}
      />
    </>
  );
};

export function Bytes() {
  const piece = useEvidence((state) => state.piece?.view ?? null);
  return (
    <Panel
      title="Bytes"
      note={piece === null ? undefined : `${piece.title}, ${bytesText(piece.length)}`}
      actions={piece === null ? undefined : <CopyButton label="Copy the bytes as hex" text={piece.hex} />}
    >
      {piece === null ? (
        <EmptyState icon="log" title="Nothing picked" text="Pick a check, a certificate, a measurement or a message." />
      ) : (
        <Shown />
      )}
    </Panel>
  );
}
