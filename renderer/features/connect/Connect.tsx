/** Choosing a target: ways to a machine at the left, the chosen one in the middle, what it does there at the right. Each target opened gets a tab of its own. */
import { type ReactElement, useEffect } from 'react';
import { Aside } from './Aside.js';
import './connect.css';
import { Local } from './Local.js';
import { Replay } from './Replay.js';
import { Serial } from './Serial.js';
import { Simulated } from './Simulated.js';
import { Ssh } from './Ssh.js';
import { keepLooking, loadList, useConnect, type Way } from './store.js';
import { Vm } from './Vm.js';
import { Ways } from './Ways.js';

const panes: Readonly<Record<Way, () => ReactElement>> = {
  sim: Simulated,
  local: Local,
  ssh: Ssh,
  serial: Serial,
  vm: Vm,
  replay: Replay,
};

const seeking: readonly Way[] = ['ssh', 'serial', 'vm'];

export function Connect() {
  const way = useConnect((state) => state.way);
  const Pane = panes[way];
  useEffect(() => void loadList(), []);
  useEffect(() => (seeking.includes(way) ? keepLooking() : undefined), [way]);
  return (
    <main className="cn">
      <Ways />
      <div className="cn-middle">
        <Pane />
      </div>
      {way !== 'sim' && <Aside way={way} />}
    </main>
  );
}
