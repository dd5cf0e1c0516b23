/** How files come in: by a button, or dropped on the page. Their bytes go to the lab, which says what they are. */
import type { Transport } from '../../../shared/evidence/transport/carried.js';
import type { Purpose } from '../../../shared/ipc/evidence.js';
import { bringFiles, removeFromShelf, renameOnShelf, treatOnShelf } from '../../bridge/evidence.js';
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

/** Reads a capture as what the person says that it is of. */
export const treatAs = async (id: string, transport: Transport): Promise<void> => {
  const following = follow('Judging');
  const treated = await treatOnShelf(id, transport, following.op);
  following.end();
  if (following.signal.aborted) return loadShelf();
  const shelf = told(treated);
  if (shelf !== null) await shelve(shelf);
};

export const rename = async (id: string, name: string): Promise<void> => {
  const shelf = told(await renameOnShelf(id, name));
  if (shelf !== null) await shelve(shelf);
};

export const remove = async (id: string): Promise<void> => {
  const shelf = told(await removeFromShelf(id));
  if (shelf !== null) await shelve(shelf);
};
