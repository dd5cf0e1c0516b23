/** The names on Electron's IPC: commands go up one; frames, and how openings stand, come down the others. */
export const channels = { call: 'lab:call', frame: 'lab:frame', opening: 'lab:opening' } as const;
