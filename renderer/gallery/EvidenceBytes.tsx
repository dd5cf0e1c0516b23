/** The gallery's bytes and rows to pick: what the evidence page is made of. */
import { useState } from 'react';
import '../features/evidence/grid.css';
import { Hex } from '../features/evidence/Hex.js';
import '../features/evidence/hex.css';
import { type Column, PickGrid } from '../features/evidence/PickGrid.js';
import { Verdict } from '../features/evidence/Verdict.js';
import { Sheet } from './Sample.js';

const rows = [
  { key: 'pass', kind: 'pass', title: 'Signature over the transcript', offset: 0, length: 16 },
  { key: 'fail', kind: 'fail', title: 'Measurement 1: reference value', offset: 16, length: 4 },
  { key: 'not-checkable', kind: 'not-checkable', title: 'Range 0: lies within its BAR', offset: 24, length: 12 },
  { key: 'no-reference', kind: 'no-reference', title: 'Chain leads to a trusted root', offset: 40, length: 8 },
] as const;
type Row = (typeof rows)[number];

const columns: readonly Column<Row>[] = [
  { key: 'verdict', title: 'Verdict', cell: ({ kind }) => <Verdict kind={kind} /> },
  { key: 'title', title: 'Check', cell: ({ title }) => <span className="ell">{title}</span> },
];

const hex = Array.from({ length: 64 }, (_, n) => ((n * 37) & 255).toString(16).padStart(2, '0')).join('');

export function EvidenceBytes() {
  const [picked, setPicked] = useState<Row>(rows[1]);
  const step = (by: 1 | -1): void =>
    setPicked(rows[(rows.indexOf(picked) + by + rows.length) % rows.length] ?? rows[0]);
  return (
    <Sheet title="Verdicts, rows and bytes" note="a picked row lights its bytes">
      <div className="gal-bytes">
        <PickGrid
          label="Sample checks"
          look="ev-sample"
          columns={columns}
          rows={rows}
          keyOf={({ key }) => key}
          picked={picked.key}
          onPick={setPicked}
        />
        <Hex
          label="Sample bytes"
          hex={hex}
          from={0}
          lit={picked}
          around={{ offset: 16, length: 32 }}
          onByte={(at) => setPicked(rows.find(({ offset, length }) => at >= offset && at < offset + length) ?? picked)}
          onStep={step}
        />
      </div>
    </Sheet>
  );
}
