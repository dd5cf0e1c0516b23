/** A board on a serial console: the ports there are, and one typed by hand; or a socket that carries a console. */
import { useState } from 'react';
import { openTarget } from '../../bridge/targets.js';
import { Button } from '../../ui/Button.js';
import { TextField } from '../../ui/TextField.js';
import { Offer, Pane } from './Pane.js';
import { lookAround, useConnect, useNotYet } from './store.js';

const Ports = ({ baud, waits }: { readonly baud: string; readonly waits: string | null }) => {
  const serial = useConnect((state) => state.found?.serial ?? null);
  const looking = useConnect((state) => state.looking);
  return (
    <section aria-labelledby="cn-ports">
      <div className="cn-head">
        <h2 id="cn-ports">Ports on this machine</h2>
        <Button variant="quiet" icon="refresh" busy={looking ? 'Looking' : null} onPress={() => void lookAround()}>
          Look again
        </Button>
      </div>
      {serial?.why != null && <p className="dim">{serial.why}</p>}
      {serial?.why === null && serial.ports.length === 0 && (
        <p className="dim">No serial port is there. Plug the adapter in, then look again.</p>
      )}
      <ul>
        {serial?.ports.map(({ path, line }) => (
          <Offer
            key={path}
            name={path}
            line={line}
            action={
              <Button variant="quiet" waits={waits} onPress={() => void openTarget(`serial:${path}?baud=${baud}`)}>
                Open {path.split('/').at(-1)}
              </Button>
            }
          />
        ))}
      </ul>
    </section>
  );
};

export const Serial = () => {
  const notYet = useNotYet('serial');
  const noSocket = useNotYet('unix');
  const [baud, setBaud] = useState('115200');
  const [path, setPath] = useState('');
  const rate = /^[1-9]\d{1,6}$/.test(baud) ? null : 'a baud rate is a number, often 115200 or 9600';
  const socket = path !== '' && !path.startsWith('/dev/');
  const waits =
    (socket ? noSocket : notYet) ??
    (path === '' ? 'give a port or a socket' : !path.startsWith('/') ? 'a path from the root' : socket ? null : rate);
  return (
    <Pane
      title="Serial port"
      line="A board on its console, at its own speed. Signing in, a boot in progress and noise on the line are taken care of."
      notYet={notYet}
    >
      <form
        className="cn-form is-wide"
        onSubmit={(event) => {
          event.preventDefault();
          if (waits === null) void openTarget(socket ? `unix:${path}` : `serial:${path}?baud=${baud}`);
        }}
      >
        <TextField
          label="Port, or a socket with a console"
          value={path}
          onChange={setPath}
          mono
          placeholder="/dev/ttyUSB0"
          most={400}
        />
        <TextField label="Baud" value={baud} onChange={setBaud} mono most={7} error={rate} />
        <Button variant="primary" submit waits={waits} onPress={() => undefined}>
          Open, read only
        </Button>
      </form>
      <Ports baud={baud} waits={notYet ?? rate} />
    </Pane>
  );
};
