/** Reads the fuses of a packed executable back, and says which are not as they must be. */
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

/** What a package must have: the same as electronFuses in electron-builder.yml, in the executable itself. */
const wanted = {
  RunAsNode: false,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  GrantFileProtocolExtraPrivileges: false,
  OnlyLoadAppFromAsar: true,
  EnableCookieEncryption: true,
};

// As the executable holds them: the characters 1 and 0. The library keeps its names for them to itself.
const state = { on: 0x31, off: 0x30 };

/**
 * @param {string} program
 * @returns {Promise<string[]>} One line per fuse that is wrong; empty when all are right.
 */
export const wrongFuses = async (program) => {
  const wire = await getCurrentFuseWire(program);
  return Object.entries(wanted).flatMap(([name, on]) => {
    const found = wire[FuseV1Options[name]];
    return found === (on ? state.on : state.off) ? [] : [`${name} is not ${on ? 'on' : 'off'}`];
  });
};
