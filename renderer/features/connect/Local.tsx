/** The machine the tool runs on, or a sysfs that lies elsewhere. */
import { useState } from 'react';
import { goOrOpen, openTarget } from '../../bridge/targets.js';
import { Button } from '../../ui/Button.js';
import { TextField } from '../../ui/TextField.js';
import { Pane } from './Pane.js';

export const Local = () => {
  const [folder, setFolder] = useState('');
  const wrong = folder !== '' && !folder.startsWith('/') ? 'A folder from the root, like /mnt/board/sys.' : null;
  return (
    <Pane
      title="This machine"
      line="Its real sysfs, live: PCI, USB and Thunderbolt devices, and what the kernel says of them today."
      notYet={null}
    >
      <div className="row">
        <Button variant="primary" autoFocus onPress={() => void goOrOpen('local:')}>
          Open, read only
        </Button>
        <code className="dim">local:</code>
      </div>
      <form
        className="cn-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (folder !== '' && wrong === null) void openTarget(`local:${folder}`);
        }}
      >
        <TextField
          label="Or another sysfs: a folder that holds bus and devices"
          value={folder}
          onChange={setFolder}
          mono
          placeholder="/mnt/board/sys"
          most={900}
          error={wrong}
        />
        <Button submit waits={folder === '' ? 'give a folder' : wrong} onPress={() => undefined}>
          Open the folder
        </Button>
      </form>
    </Pane>
  );
};
