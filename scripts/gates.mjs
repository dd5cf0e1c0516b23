/** The gates that look at sources without running them, as commands of this Node. */
import { inRoot, root } from './setup/places.mjs';

const bin = (...parts) => inRoot('node_modules', ...parts);

export const gates = {
  cwd: root,
  types: { title: 'types', args: [bin('typescript', 'bin', 'tsc'), '-b', '--pretty'] },
  lint: { title: 'lint and format', args: [bin('@biomejs', 'biome', 'bin', 'biome'), 'check', '--error-on-warnings'] },
  walls: {
    title: 'walls',
    args: [
      bin('dependency-cruiser', 'bin', 'dependency-cruise.mjs'),
      '--config',
      '.dependency-cruiser.cjs',
      '--output-type',
      'err',
      'main',
      'preload',
      'renderer',
      'shared',
    ],
  },
};
