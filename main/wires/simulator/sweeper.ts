/** Sweeps a simulated machine: what a wire finds in every device folder, by the allow-list and no more. */
import { streamLink, sweptAttributes, sweptLinks } from '../../../shared/facts/attributes.js';
import type { Reading } from '../../../shared/facts/reading.js';
import type { RawDevice } from '../wire.js';
import type { Machine } from './machine.js';
import type { Node } from './nodes.js';
import type { Entry, Folder } from './sysfs.js';
import { isThere } from './world.js';

/** The allow-list with its names taken apart, once. */
const wanted = sweptAttributes.map((file) => ({ file, names: file.split('/') }));
const runtimeStatus = ['power', 'runtime_status'];

const entryAt = (folder: Folder, names: readonly string[]): Entry | null => {
  let at: Entry | null = folder;
  for (const name of names) at = at?.kind === 'folder' ? at.get(name) : null;
  return at;
};

/** A device that sleeps keeps its configuration space to itself: reading it would wake it. */
const wakes = (file: string, folder: Folder): boolean => {
  if (file !== 'config') return false;
  const status = entryAt(folder, runtimeStatus);
  return status?.kind === 'file' && status.read?.() === 'suspended';
};

const lookAt = (node: Node, folder: Folder, at: number): RawDevice => {
  const attrs: Record<string, Reading> = {};
  for (const { file, names } of wanted) {
    const entry = entryAt(folder, names);
    if (entry?.kind !== 'file' || wakes(file, folder)) continue;
    const content = entry.read === null ? ({ errno: 'EACCES' } as const) : entry.read();
    attrs[file] = typeof content === 'string' ? { value: content, at } : { errno: content.errno, at };
  }
  const links: Record<string, string> = {};
  const named = node.kind === 'bridge' ? folder.names().filter((name) => streamLink.test(name)) : sweptLinks;
  for (const name of named) {
    const entry = folder.get(name);
    if (entry?.kind === 'link') links[name] = entry.to;
  }
  return { path: node.path, attrs, links };
};

/** One sweep, stamped `at`, over all devices or the folders named; a folder that is not a device's is not in the answer. */
export const sweeperOf =
  (machine: Machine) =>
  (folders: readonly string[] | null, at: number): readonly RawDevice[] => {
    const asked = folders === null ? null : new Set(folders);
    return machine.nodes.flatMap((node) => {
      const folder = machine.folders.get(node.path);
      if (folder === undefined || (asked !== null && !asked.has(node.path)) || !isThere(machine.world, node)) return [];
      return [lookAt(node, folder, at)];
    });
  };
