/** A board on a serial console: the ports there are, and one typed by hand; or a socket that carries a console. */
import { useState } from 'react';
import { openTarget } from '../../bridge/targets.js';
import { Button } from '../../ui/Button.js';
import { Segmented } from '../../ui/Segmented.js';
import { TextField } from '../../ui/TextField.js';
import { Offer, Pane } from './Pane.js';
import {
  baudWrong,
  type Flow,
  flows,
  frameWrong,
  type SerialTyped,
  serialKind,
  serialUri,
  serialWrong,
  settingsWrong,
  userWrong,
} from './serialUri.js';
import { lookAround, useConnect, useNotYet } from './store.js';

/** `typed`: the settings each of them is opened with. */
const Ports = ({ typed, waits }: { readonly typed: SerialTyped; readonly waits: string | null }) => {
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
              <Button variant="quiet" waits={waits} onPress={() => void openTarget(serialUri({ ...typed, path }))}>
                Open {path.split('/').at(-1)}
              </Button>
            }
          />
        ))}
      </ul>
    </section>
  );
};

const flowWords: Readonly<Record<Flow, string>> = {
  none: 'nothing holds the line',
  hardware: 'RTS and CTS, by two more wires',
  software: 'XON and XOFF, in the text',
};

const usual: SerialTyped = { path: '', baud: '115200', frame: '8N1', flow: 'none', user: '' };

export const Serial = () => {
  const notYet = useNotYet('serial');
  const noSocket = useNotYet('unix');
  const [typed, setTyped] = useState(usual);
  const put = (some: Partial<SerialTyped>) => setTyped((before) => ({ ...before, ...some }));
  const waits = (serialKind(typed.path) === 'unix' ? noSocket : notYet) ?? serialWrong(typed);
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
          if (waits === null) void openTarget(serialUri(typed));
        }}
      >
        <TextField
          label="Port, or a socket with a console"
          value={typed.path}
          onChange={(path) => put({ path })}
          mono
          placeholder="/dev/ttyUSB0"
          most={400}
        />
        <TextField
          label="Baud"
          value={typed.baud}
          onChange={(baud) => put({ baud })}
          mono
          most={7}
          error={baudWrong(typed.baud)}
        />
        <TextField
          label="Who signs in, when it asks"
          value={typed.user}
          onChange={(user) => put({ user })}
          mono
          placeholder="you are asked"
          most={64}
          error={userWrong(typed.user)}
        />
        <TextField
          label="Frame"
          value={typed.frame}
          onChange={(frame) => put({ frame })}
          mono
          most={5}
          error={frameWrong(typed.frame)}
        />
        <div className="cn-pick cn-across">
          <span aria-hidden="true">Flow control</span>
          <Segmented
            label="Flow control"
            options={flows.map((value) => ({ value, title: value, tip: flowWords[value] }))}
            value={typed.flow}
            onChange={(flow) => put({ flow })}
          />
          <span className="dim">{flowWords[typed.flow]}</span>
        </div>
        <Button variant="primary" submit waits={waits} onPress={() => undefined}>
          Open, read only
        </Button>
      </form>
      <Ports typed={typed} waits={notYet ?? settingsWrong(typed)} />
    </Pane>
  );
};
