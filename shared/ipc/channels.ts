/** The two names on Electron's IPC: commands go up one, frames come down the other. */
export const channels = { call: 'lab:call', frame: 'lab:frame' } as const;
