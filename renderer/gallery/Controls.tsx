/** The gallery's controls: buttons in every state, fields, choices, menus, commands. */
import { useState } from 'react';
import { Button } from '../ui/Button.js';
import { Checkbox } from '../ui/Checkbox.js';
import { Chip } from '../ui/Chip.js';
import { Command } from '../ui/Command.js';
import { CopyButton } from '../ui/CopyButton.js';
import { Dialog } from '../ui/Dialog.js';
import { IconButton } from '../ui/IconButton.js';
import { Kbd } from '../ui/Kbd.js';
import { Menu } from '../ui/Menu.js';
import { Segmented } from '../ui/Segmented.js';
import { Tabs } from '../ui/Tabs.js';
import { Tag } from '../ui/Tag.js';
import { TextField } from '../ui/TextField.js';
import { TextLink } from '../ui/TextLink.js';
import { Toolbar } from '../ui/Toolbar.js';
import { Tooltip } from '../ui/Tooltip.js';
import { Sheet } from './Sample.js';

const nothing = (): void => undefined;

const Buttons = () => (
  <Sheet title="Buttons" note="name the act">
    <div className="gal-row">
      <Button variant="primary" icon="write" keys="Ctrl Enter" onPress={nothing}>
        Write 4 to trust
      </Button>
      <Button icon="undo" onPress={nothing}>
        Unlock
      </Button>
      <Button variant="quiet" keys="Esc" onPress={nothing}>
        Cancel
      </Button>
    </div>
    <div className="gal-row">
      <Button waits="the device is not locked yet" onPress={nothing}>
        Not yet
      </Button>
      <Button variant="primary" waits="no device is chosen" keys="Ctrl Enter" onPress={nothing}>
        Not yet
      </Button>
      <Button busy="Writing, 1.4 s" onPress={nothing}>
        Write
      </Button>
      <Button variant="link" onPress={nothing}>
        Show
      </Button>
    </div>
    <div className="gal-row">
      <IconButton icon="filter" label="Filter" keys="/" onPress={nothing} />
      <IconButton icon="follow" label="Follow" pressed onPress={nothing} />
      <IconButton icon="table" label="As a table" pressed={false} onPress={nothing} />
      <IconButton icon="refresh" label="Read again" waits="no target is open" onPress={nothing} />
      <CopyButton text="tsm0" label="Copy the name" />
      <CopyButton text="tsm0" label="Copy the name" wide />
      <Kbd>Ctrl K</Kbd>
      <Tooltip text="A word on what this is" keys="F6">
        <TextLink onPress={nothing}>with a tip</TextLink>
      </Tooltip>
    </div>
    <div className="gal-row">
      <Tag>plain</Tag>
      <Tag tone="accent">new</Tag>
      <Tag tone="refuse">differs</Tag>
      <Tag tone="fault">lost</Tag>
      <Tag tone="pass">passed</Tag>
    </div>
  </Sheet>
);

const Choices = () => {
  const [text, setText] = useState('');
  const [scale, setScale] = useState<'five' | 'four'>('five');
  const [tab, setTab] = useState<'facts' | 'raw'>('facts');
  const [on, setOn] = useState(true);
  return (
    <Sheet title="Fields and choices">
      <TextField
        label="Filter"
        hideLabel
        icon="search"
        keys="/"
        placeholder="Name, address, driver, level>1"
        value={text}
        onChange={setText}
      />
      <TextField label="Author" value={text} onChange={setText} hint="It goes into the journal." />
      <TextField label="Latency, in ms" mono value="fast" onChange={nothing} error="a whole number of milliseconds" />
      <TextField label="Reason" lines={2} value={text} onChange={setText} />
      <div className="gal-row">
        <Segmented
          label="Scale"
          value={scale}
          onChange={setScale}
          options={[
            { value: 'five', title: 'Five levels' },
            { value: 'four', title: 'Four' },
          ]}
        />
        <Checkbox checked={on} onChange={setOn}>
          Follow
        </Checkbox>
        <Menu
          label="Ways back"
          text="Ways back"
          items={[
            { id: 'unlock', title: 'Unlock', icon: 'lock-open', line: 'the level stays', onRun: nothing },
            { id: 'zero', title: 'Ask for level 0', icon: 'fall', keys: '0', onRun: nothing },
            { id: 'none', title: 'Disconnect', waits: 'not connected', parted: true, onRun: nothing },
          ]}
        />
      </div>
      <Toolbar label="Filter by">
        <Menu
          label="Level"
          text={on ? 'Level 1' : 'Level'}
          chip={on ? 'on' : 'off'}
          stays
          items={[
            { id: '1', title: '1 limited', count: 45, checked: on, onRun: () => setOn(!on) },
            { id: '?', title: 'not known', count: 4, checked: false, onRun: nothing },
          ]}
        />
        <Chip count={3} pressed={false} onPress={nothing}>
          Changed
        </Chip>
      </Toolbar>
      <div className="gal-row gal-tabs">
        <Tabs
          label="Facts"
          controls="gal-tabbed"
          value={tab}
          onChange={setTab}
          tabs={[
            { value: 'facts', title: 'Facts' },
            { value: 'raw', title: 'Attributes', count: 31 },
          ]}
        />
        <span id="gal-tabbed" role="tabpanel" className="dim">
          {tab}
        </span>
      </div>
      <div className="gal-row">
        <Chip icon="write" tone="accent" count={1204} pressed={on} onPress={() => setOn(!on)}>
          Writes
        </Chip>
        <Chip icon="refusal" tone="refuse" count={1} pressed={!on} onPress={() => setOn(!on)}>
          Refusals
        </Chip>
      </div>
    </Sheet>
  );
};

export function Controls() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Buttons />
      <Choices />
      <Sheet title="The exact write" note="whole, to copy">
        <Command text="echo 4 > /sys/bus/pci/devices/0000:02:00.0/trust" highlight="4" />
        <div className="gal-row">
          <Button onPress={() => setOpen(true)}>Open a dialog</Button>
        </div>
        {open && (
          <Dialog
            title="A dialog"
            onClose={() => setOpen(false)}
            footer={
              <Button variant="primary" onPress={() => setOpen(false)}>
                Close
              </Button>
            }
          >
            For choices and for reading. Never for a refusal.
          </Dialog>
        )}
      </Sheet>
    </>
  );
}
