/** How files come in: by a button, or dropped on the page. Their bytes go to the lab, which says what they are. */
import type { Transport } from '../../../shared/evidence/transport/carried.js';
import type { Purpose, Shelf } from '../../../shared/ipc/evidence.js';
import { type Asked, bringFiles, removeFromShelf, renameOnShelf, treatOnShelf } from '../../bridge/evidence.js';
import { follow } from './following.js';
import { choose, loadShelf, shelve, told, useEvidence } from './store.js';

const read = async (files: readonly File[], purpose: Purpose): Promise<void> => {
  useEvidence.setState({ refused: null, fault: null });
  const following = follow('Judging', files);
  const brought = await bringFiles(files, { purpose, ...following });
  following.end();
  // What the desk made of it before it heard of that is told by the shelf.
  if (following.signal.aborted) return loadShelf();
  const taken = told(brought);
  if (taken === null) return;
  if (!taken.ok) {
    useEvidence.setState({ refused: { file: taken.file, why: taken.why, nearest: taken.nearest ?? null, files } });
    return;
  }
  await shelve(taken.shelf);
  if (taken.id.startsWith('collection-')) await choose(taken.id);
};

let last: Promise<void> = Promise.resolve();

/** Reads files for that purpose, after those that came before; what was not taken is told, with the byte. */
export const bring = (files: readonly File[], purpose: Purpose): Promise<void> => {
  if (files.length > 0) last = last.then(() => read(files, purpose));
  return last;
};

const accepts: Readonly<Record<Purpose, string>> = {
  evidence: '.pcap,.pem,.der,.crt,.cer,.bin,.hex,.json,.cbor,.corim',
  root: '.pem,.der,.crt,.cer,.bin',
  references: '.json,.cbor,.corim',
  policy: '.json',
};

/** The system's own dialog. In a browser and in Electron alike it opens from a file input, and only at a person's act. */
export const pickFiles = (purpose: Purpose): void => {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = purpose !== 'policy';
  input.accept = accepts[purpose];
  input.addEventListener('change', () => void bring([...(input.files ?? [])], purpose), { once: true });
  input.click();
};

/** Something is done on the shelf by which evidence is judged anew: it is followed, and can be given up. */
const judgedAnew = async (act: (op: string) => Promise<Asked<Shelf>>): Promise<void> => {
  const following = follow('Judging');
  const asked = await act(following.op);
  following.end();
  // What was done before the desk heard of that is told by the shelf.
  if (following.signal.aborted) return loadShelf();
  const shelf = told(asked);
  if (shelf !== null) await shelve(shelf);
};

/** Reads a capture as what the person says that it is of. */
export const treatAs = (id: string, transport: Transport): Promise<void> =>
  judgedAnew((op) => treatOnShelf(id, transport, op));

/** The name of a reference stands in the rows it made; no other name stands in any. */
export const rename = async (id: string, name: string): Promise<void> => {
  if (id.startsWith('reference-')) return judgedAnew((op) => renameOnShelf(id, name, op));
  const shelf = told(await renameOnShelf(id, name));
  if (shelf !== null) await shelve(shelf);
};

/** All is judged anew without a root or a reference; evidence that is put away, and a policy, leave the rest as it is. */
export const remove = async (id: string): Promise<void> => {
  if (id.startsWith('root-') || id.startsWith('reference-')) return judgedAnew((op) => removeFromShelf(id, op));
  const shelf = told(await removeFromShelf(id));
  if (shelf !== null) await shelve(shelf);
};
