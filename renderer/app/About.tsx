/** About: which version this is, what it runs on, and under which licence. */
import { useEffect, useState } from 'react';
import type { AppInfo } from '../../shared/ipc/contract.js';
import { appInfo } from '../bridge/intents.js';
import { useView } from '../state/view.js';
import { CopyButton } from '../ui/CopyButton.js';
import { Dialog } from '../ui/Dialog.js';
import { Icon } from '../ui/Icon.js';
import { Note } from '../ui/Note.js';

const runtimes: Readonly<Record<AppInfo['runtime'], string>> = {
  installed: 'the Electron installed with the project',
  download: "Electron's official download",
  override: 'an Electron named by an override',
  'offline-fallback': 'offline fallback',
  packaged: 'packaged with the app',
  none: 'none: the window runs in a browser',
};

const factsOf = (info: AppInfo): readonly (readonly [string, string])[] => [
  ['Version', info.version],
  ['Window', info.host === 'electron' ? 'Electron' : 'a browser, served on this machine only'],
  ['Runtime', runtimes[info.runtime]],
  ...(info.electron ? ([['Electron', info.electron]] as const) : []),
  ...(info.chromium ? ([['Chromium', info.chromium]] as const) : []),
  ['Node', info.node],
  ['Platform', info.platform],
  ['Licence', 'Apache-2.0'],
];

export function About() {
  const [info, setInfo] = useState<AppInfo | null>(null);
  useEffect(() => {
    void appInfo().then(setInfo);
  }, []);
  const facts = info ? factsOf(info) : [];
  return (
    <Dialog
      title="About Lockstep"
      width={480}
      onClose={() => useView.setState({ dialog: null })}
      footer={
        <CopyButton wide label="Copy for a report" text={() => facts.map((fact) => fact.join(': ')).join('\n')} />
      }
    >
      <p className="row sub">
        <Icon name="logo" size={20} tone="accent" />A lab bench for Linux device trust: how far the kernel trusts each
        device, and each step from lock to trust.
      </p>
      <dl className="app-facts">
        {facts.map(([name, value]) => [<dt key={name}>{name}</dt>, <dd key={`${name} is`}>{value}</dd>])}
      </dl>
      <div className="app-notes">
        {info?.runtime === 'offline-fallback' && (
          <Note tone="refuse" icon="info">
            <b>Offline fallback.</b> This Electron is an end-of-life version from the package registry. It is here
            because the official download could not be reached; it serves for trying and for tests, and is never
            shipped.
          </Note>
        )}
        {info?.root && info.host === 'electron' && (
          <Note tone="refuse" icon="info">
            <b>Started as root.</b> Chromium runs without its sandbox. Nothing here needs root: start it as an ordinary
            user.
          </Note>
        )}
      </div>
    </Dialog>
  );
}
