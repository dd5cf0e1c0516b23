/** The stepper's commands and keys. Digits only aim; nothing is written but by Ctrl+Enter on the write that is shown. */
import { levels, levelWords } from '../../../shared/model/level.js';
import { type Command, registerCommands } from '../../state/commands.js';
import { useSession } from '../../state/session.js';
import { useView } from '../../state/view.js';
import { firstToTrust, showFirst } from './firstToTrust.js';
import { gatherNow, heldBecause, lostBecause, makeMain, showUndo, stepBack } from './acts.js';
import { sceneNow } from './scene.js';
import { choose, useChoice } from '../../state/choice.js';
import { focusMain } from './store.js';

const onBench = (): boolean => useView.getState().page === 'bench' && useView.getState().dialog === null;

const noDevice = (): string | null => (sceneNow() === null ? 'no device is chosen' : null);

const aims: readonly Command[] = levels.map((level) => ({
  id: `stepper.aim.${level}`,
  title: `Aim at level ${level} ${levelWords[level].name}`,
  group: 'Path',
  keys: [String(level)],
  also: 'trust predict',
  waits: noDevice,
  run: () => {
    if (!onBench()) return false;
    choose(null);
    useView.setState({ aim: level });
    return true;
  },
}));

const waysBack = (): string | null => {
  const scene = sceneNow();
  if (scene === null) return 'no device is chosen';
  if (scene.journey.waysBack.length > 0) return null;
  return scene.journey.returns === 'no' && scene.journey.zones[0]?.state === 'left'
    ? 'there is no way back but unplugging it'
    : 'there is nothing to go back from';
};

const commands: readonly Command[] = [
  {
    id: 'stepper.write',
    title: 'Make the write shown',
    group: 'Path',
    keys: ['Ctrl Enter'],
    also: 'next step run',
    // While a write runs the key is taken all the same: the button then says what it waits for.
    waits: () => noDevice() ?? lostBecause(),
    run: () => (onBench() ? makeMain() : false),
  },
  ...aims,
  {
    id: 'stepper.back',
    title: 'Show the way back',
    group: 'Path',
    also: 'unlock disconnect lower',
    waits: waysBack,
    run: () => {
      const scene = sceneNow();
      const way = scene?.journey.waysBack[0];
      if (scene === null || way === undefined) return;
      choose({ device: scene.device.path, action: way.action, as: 'way', but: null });
      focusMain();
    },
  },
  {
    id: 'stepper.undo',
    title: 'Show the write that takes the last one back',
    group: 'Path',
    keys: ['Ctrl Z'],
    waits: noDevice,
    run: () => (onBench() ? showUndo() : false),
  },
  {
    id: 'stepper.gather',
    title: 'Gather the evidence anew',
    group: 'Path',
    keys: ['Ctrl G'],
    also: 'evidence verify again nonce',
    waits: () => noDevice() ?? heldBecause(),
    run: async () => {
      const scene = sceneNow();
      if (scene !== null) await gatherNow(scene.device.path);
    },
  },
  {
    id: 'stepper.first',
    title: 'Show a first device to trust',
    group: 'Path',
    keys: ['G'],
    also: 'begin start newcomer',
    waits: () => {
      const { snapshot } = useSession.getState();
      if (snapshot === null) return 'no target is open';
      return firstToTrust(snapshot) === null ? 'no device here can be vouched for' : null;
    },
    run: showFirst,
  },
  {
    id: 'stepper.cancel',
    title: 'Cancel the running write, or go back to the path',
    group: 'Path',
    keys: ['Esc'],
    hidden: true,
    run: () => (onBench() ? stepBack(useChoice.getState().choice !== null) : false),
  },
];

registerCommands(commands);
