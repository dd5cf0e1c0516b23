/** Speaks QMP, QEMU's control protocol of JSON lines, over the VM's socket: one command at a time. */
import { createConnection } from 'node:net';

const limitMs = 5000;

/**
 * @param {string} path The VM's `qmp.sock`.
 * @param {string} command E.g. `system_powerdown`.
 * @param {Readonly<Record<string, unknown>>} [args]
 * @returns {Promise<unknown>} What QEMU returns. Rejects with its error, or when it does not answer in time.
 */
export const qmp = (path, command, args) =>
  new Promise((resolve, reject) => {
    const socket = createConnection(path);
    const end = (settle) => {
      socket.destroy();
      settle();
    };
    socket.setTimeout(limitMs, () =>
      end(() => reject(new Error(`QEMU did not answer ${command} within ${limitMs / 1000} s`))),
    );
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`QEMU closed its control socket during ${command}`)));
    const send = (execute, extra) => socket.write(`${JSON.stringify({ execute, id: execute, ...extra })}\n`);
    let text = '';
    socket.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
      for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n')) {
        const message = JSON.parse(text.slice(0, at));
        text = text.slice(at + 1);
        if (message.QMP) send('qmp_capabilities', {});
        else if (message.id === 'qmp_capabilities') send(command, args ? { arguments: args } : {});
        else if (message.id === command) {
          end(() => (message.error ? reject(new Error(message.error.desc)) : resolve(message.return)));
        }
      }
    });
  });
