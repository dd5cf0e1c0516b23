/** Whether Chromium may look for a graphics card: where there is none, looking costs a process that dies and is made again. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Where Linux drivers show a card: DRM for nearly all, NVIDIA's own, and the one of Windows' Linux machines. */
const cards = ['dri', 'nvidia0', 'dxg'] as const;

/**
 * False only where it is sure that there is no graphics card.
 * @param platform As `process.platform` names it; beside Linux nobody can tell from files.
 * @param devices Folder of device nodes, `/dev`.
 */
export const mayHaveGraphics = (platform: NodeJS.Platform, devices: string): boolean =>
  platform !== 'linux' || cards.some((card) => existsSync(join(devices, card)));
