/** What the stepper does: makes the write that is shown, gathers, takes back. Nothing here runs but by the person's hand. */
import { recordOf } from '../../../shared/journey/compare.js';
import { takesBack } from '../../../shared/predict/takesBack.js';
import type { Fault } from '../../../shared/ipc/fault.js';
import type { WriteAction } from '../../../shared/model/action.js';
import type { DevicePath } from '../../../shared/model/device.js';
import { writeOf } from '../../../shared/model/dialects/address.js';
import { predict } from '../../../shared/predict/predict.js';
import { cancelWrite, gather, write, type WriteMade } from '../../bridge/intents.js';
import { usePending } from '../../state/pending.js';
import { useSession } from '../../state/session.js';
import { dismissTrouble, tellTrouble } from '../../state/trouble.js';
import { select, useView } from '../../state/view.js';
import { isSameWrite } from './running.js';
import { type MainAct, mainAct, type Scene, sceneNow } from './scene.js';
import { choose, isChosen, useChoice } from '../../state/choice.js';
import { focusMain, gatheringBegins, putAside, remember, useStepperStore } from './store.js';

/** The form of the verify step; Ctrl+Enter sends it. */
export const verdictForm = 'sp-verify';

const isPending = (): boolean => usePending.getState().pending !== null;

/** Why no target takes anything now, in one phrase; null when one does. */
export const lostBecause = (): string | null => {
  const { status, down } = useSession.getState();
  if (down !== null) return 'the line to the lab is down';
  if (status === null) return 'the target is still being opened';
  if (status.state === 'lost') return 'the target is lost';
  return null;
};

/** Why nothing can be sent to the target now, in one phrase; null when it can. */
export const heldBecause = (): string | null => lostBecause() ?? (isPending() ? 'a write is running' : null);

/** Makes one write, with its prediction beside it. Focus goes to the new main button with the frame that brings its outcome. */
export const makeWrite = async (scene: Scene, action: WriteAction, ownBranch = false): Promise<void> => {
  const { snapshot, device } = scene;
  const { session } = useSession.getState();
  const prediction = predict(snapshot, action);
  const address = writeOf(action, device);
  const { aim } = useView.getState();
  const { choice } = useChoice.getState();
  dismissTrouble();
  const along = ({ event }: WriteMade): void => {
    remember(session, event, { action, refusal: prediction.kind === 'refused' ? prediction.refusal : null });
    // The person went to another target meanwhile: nothing of that one is touched.
    if (useSession.getState().session !== session) return;
    // What the person chose or aimed at meanwhile stays shown: Ctrl+Enter must never make another write than the one they see.
    if (useView.getState().aim !== aim || useChoice.getState().choice !== choice) return;
    choose(null);
    useView.setState({ aim: null });
    focusMain();
  };
  await write({ ...address, predicted: recordOf(prediction, device.path), ownBranch, along });
};

/** Gathers a device's evidence and has it checked; one gathering at a time. */
export const gatherNow = async (device: DevicePath): Promise<void> => {
  if (useStepperStore.getState().gathering !== null) return;
  dismissTrouble();
  const { op, ended } = gatheringBegins(useSession.getState().session, device);
  try {
    await gather(device, op);
  } finally {
    ended();
  }
  focusMain();
};

/**
 * Sends the verdict, or goes to what it still needs: to the choice, or from one field to the next. It brings nobody into a
 * field who was in none: pressed once too often, the next keys are meant for something else.
 */
const sendVerdict = (): void => {
  const form = document.getElementById(verdictForm);
  if (!(form instanceof HTMLFormElement)) return;
  const chosen = form.querySelector<HTMLElement>('input[type=radio]:checked');
  const fields = [...form.querySelectorAll<HTMLInputElement>('input[type=text]')];
  const empty = fields.find(({ value }) => value.trim() === '');
  if (chosen !== null && empty === undefined) form.requestSubmit();
  else if (chosen !== null && fields.some((field) => field === document.activeElement)) empty?.focus();
  else (chosen ?? form.querySelector<HTMLElement>('input[type=radio]'))?.focus();
};

/** Shows another device: the one whose security manager speaks for this one. */
const goTo = (device: DevicePath): void => {
  choose(null);
  select(device);
  focusMain();
};

/** What Ctrl+Enter would do now, and for which scene; null for nothing. */
const shownAct = (): { readonly scene: Scene; readonly act: MainAct } | null => {
  const scene = sceneNow();
  if (scene === null) return null;
  // What is chosen off the path is what is shown: it, and not the path, is made.
  const elsewhere = useView.getState().aim !== null || isChosen(scene.device.path);
  const act = mainAct(scene, elsewhere);
  return act === null ? null : { scene, act };
};

/** One act on one device, to tell whether what is shown is still what was pressed. */
const nameOf = ({ scene, act }: NonNullable<ReturnType<typeof shownAct>>): string =>
  JSON.stringify([scene.device.path, act]);

/** A press for a write that is older than this is no more what the person wants. In milliseconds. A read does no harm late. */
const pressMs = 3000;
const tooLate: Fault = {
  kind: 'cancelled',
  text: `Nothing was written: the write before it ended more than ${pressMs / 1000} s after the press. Press again if it is still wanted.`,
};

/**
 * A press while another write ends is kept until it has ended: what a slow machine still reads must not swallow it. False
 * when it is good no more: the person went back, the write is the very one that runs, something else is shown by now, or
 * it took too long.
 */
const waitsItsTurn = async (pressed: NonNullable<ReturnType<typeof shownAct>>): Promise<boolean> => {
  const { session } = useSession.getState();
  const { pending } = usePending.getState();
  if (pending === null) return true;
  const { act, scene } = pressed;
  useStepperStore.setState({ pressedDuring: pending.op });
  if (act.kind === 'write' && isSameWrite(pending, writeOf(act.action, scene.device))) return false;
  const at = Date.now();
  await new Promise<void>((done) => {
    const end = usePending.subscribe((now) => {
      if (now.pending?.op === pending.op) return;
      end();
      // In a turn of its own: who made that write has its choice to put back first.
      setTimeout(done, 0);
    });
  });
  if (useSession.getState().session !== session || useStepperStore.getState().pressedDuring !== pending.op)
    return false;
  useStepperStore.setState({ pressedDuring: null });
  const now = shownAct();
  if (now === null || nameOf(now) !== nameOf(pressed)) return false;
  const inTime = act.kind !== 'write' || Date.now() - at <= pressMs;
  if (!inTime) tellTrouble('session.write', tooLate);
  return inTime;
};

/** Ctrl+Enter: the act that is shown, and only that. Disarmed, it arms first and writes nothing. */
export const makeMain = async (): Promise<void> => {
  const pressed = shownAct();
  if (pressed === null) return;
  if (pressed.act.kind === 'put-aside') {
    putAside(pressed.act.write);
    return focusMain();
  }
  if (!(await waitsItsTurn(pressed)) || heldBecause() !== null) return;
  const { scene, act } = shownAct() ?? pressed;
  if (act.kind === 'put-aside') return;
  if (act.kind === 'verify') return sendVerdict();
  if (act.kind === 'go') return goTo(act.device);
  if (act.kind === 'gather') return gatherNow(scene.device.path);
  if (useSession.getState().status?.writes === 'disarmed') {
    useView.setState({ dialog: 'arm' });
    return;
  }
  await makeWrite(scene, act.action);
};

const nothingToTakeBack = (why: string): Fault => ({ kind: 'cancelled', text: `Nothing to take back: ${why}.` });

/** Ctrl+Z: shows the write that takes the last one back; it is made by Ctrl+Enter like any other. Where there is none that would hold, that is said. */
export const showUndo = (): boolean => {
  const scene = sceneNow();
  if (scene === null || scene.dialect === null) return false;
  const { snapshot, device } = scene;
  const found = takesBack({
    snapshot,
    device,
    dialect: scene.dialect,
    history: scene.journey.history,
    events: scene.events,
  });
  if (found.kind === 'none') {
    tellTrouble('session.write', nothingToTakeBack(found.why));
    return true;
  }
  useView.setState({ aim: null });
  choose({ device: device.path, action: found.undo.action, as: 'undo', but: found.undo.but });
  focusMain();
  return true;
};

/** Cancels the running write, and what was pressed meanwhile with it. */
export const cancelRunning = (): void => {
  useStepperStore.setState({ pressedDuring: null });
  void cancelWrite();
};

/** Esc: cancels a running write, else goes back from a choice or an aim to the path. False when there was neither. */
export const stepBack = (chosen: boolean): boolean => {
  if (usePending.getState().pending?.own) {
    cancelRunning();
    return true;
  }
  if (!chosen && useView.getState().aim === null) return false;
  choose(null);
  useView.setState({ aim: null });
  focusMain();
  return true;
};
