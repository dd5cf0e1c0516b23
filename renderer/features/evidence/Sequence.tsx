/** The messages in their order, each an arrow from who spoke to who heard. */
import type { MessageView } from '../../../shared/evidence/view/model.js';
import { EmptyState } from '../../ui/EmptyState.js';
import { Icon } from '../../ui/Icon.js';
import { Note } from '../../ui/Note.js';
import { type Column, PickGrid } from './PickGrid.js';
import { pick, useEvidence } from './store.js';

const said: Readonly<Record<MessageView['from'], string>> = {
  requester: 'to the responder',
  responder: 'to the requester',
  unknown: 'from nobody knows whom',
};

const Arrow = ({ from }: { from: MessageView['from'] }) => (
  <span className={`ev-arrow is-${from}`}>
    <span className="unseen">{said[from]}</span>
  </span>
);

/** The byte that says which message it is. */
const codeAt = 1;

const columns: readonly Column<MessageView>[] = [
  { key: 'number', title: '#', cell: ({ number }) => <span className="tnum dim">{number}</span> },
  { key: 'arrow', title: 'Requester, responder', cell: ({ from }) => <Arrow from={from} /> },
  {
    key: 'title',
    title: 'Message',
    cell: ({ name, secured }) => (
      <span className="ell">
        {name}
        {secured && <span className="dim"> in a session</span>}
      </span>
    ),
  },
  {
    key: 'note',
    title: 'What it says',
    cell: ({ note, trouble }) => (
      <span className={trouble === null ? 'ell sub' : 'ell tone-fault'}>
        {trouble !== null && <Icon name="fault" size={12} label="does not read" />} {note}
      </span>
    ),
  },
  { key: 'size', title: 'Bytes', cell: ({ length }) => <span className="tnum">{length}</span> },
];

export function Sequence() {
  const view = useEvidence((state) => state.view);
  const picked = useEvidence((state) => state.picked);
  if (view === null || view.messages.length === 0)
    return <EmptyState icon="none" title="No messages" text="No SPDM message could be read here." />;
  return (
    <>
      {view.troubles.length > 0 && (
        <div className="ev-strip">
          <Note icon="info">
            {view.troubles.map((why) => (
              <p key={why}>{why}</p>
            ))}
          </Note>
        </div>
      )}
      <PickGrid
        label="Messages"
        look="ev-messages"
        columns={columns}
        rows={view.messages}
        keyOf={({ piece }) => piece}
        picked={picked}
        onPick={({ piece, trouble }) => pick(piece, { piece, offset: trouble?.at ?? codeAt, length: 1 })}
      />
      {view.moreMessages > 0 && <p className="ev-more">{view.moreMessages} more messages are not listed.</p>}
    </>
  );
}
