/** Joins this terminal to a VM's serial line. */
import { createConnection } from 'node:net';
import { say } from '../../../scripts/setup/say.mjs';

/** Ctrl+], as telnet leaves. */
const leave = 0x1d;

/** @param {string} path A socket. @returns {Promise<number>} 0 when the person left, 1 when the line closed. */
export const attach = (path) =>
  new Promise((resolve, reject) => {
    const socket = createConnection(path);
    const end = (code) => {
      process.stdin.setRawMode?.(false);
      process.stdin.pause();
      socket.destroy();
      resolve(code);
    };
    socket.on('error', reject);
    socket.on('close', () => end(1));
    socket.on('connect', () => {
      say('on the console; Ctrl+] leaves');
      process.stdin.setRawMode?.(true);
      process.stdin.on('data', (bytes) => (bytes.includes(leave) ? end(0) : socket.write(bytes)));
      process.stdin.on('end', () => end(0));
      socket.pipe(process.stdout);
    });
  });
