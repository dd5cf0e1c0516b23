/** Pointer on the picture: hover lights, click selects, drag pans, shift-drag measures, wheel zooms. */
import type { DevicePath } from '../../../shared/model/device.js';
import type { Lane } from '../../../shared/timeline/layout.js';
import { light } from '../../state/cursor.js';
import { useSession } from '../../state/session.js';
import { select, useView } from '../../state/view.js';
import { chooseEvent } from './actions.js';
import type { Board } from './board.js';
import { momentOf } from './current.js';
import { panBy, showAll, useLooks, zoomBy } from './looks.js';
import { hideTip, useTip } from './tip.js';

interface Drag {
  readonly kind: 'pan' | 'box';
  readonly x: number;
  readonly y: number;
  readonly time: number;
  moved: boolean;
  last: number;
}

const lanesBetween = (board: Board, one: number, other: number): Lane[] => {
  const top = Math.min(one, other);
  const bottom = Math.max(one, other);
  return board.layout().lanes.filter((lane) => lane.top < bottom && lane.top + lane.height > top);
};

/** Listens on the pane over it; returns how to stop. */
export const listen = (pane: HTMLElement, board: Board): (() => void) => {
  let drag: Drag | null = null;
  const place = (event: MouseEvent): { x: number; y: number } => {
    const box = pane.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  const hover = (x: number, y: number): void => {
    const { lane, spot } = board.at(x, y);
    const event = spot === null ? null : (useSession.getState().events[spot.ref] ?? null);
    light(event, lane?.kind === 'device' ? (lane.id as DevicePath) : null);
    if (spot === null) hideTip();
    else useTip.setState({ shown: { ref: spot.ref, refs: spot.refs, x, y } });
    pane.style.cursor = spot === null ? 'default' : 'pointer';
  };

  const down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const { x, y } = place(event);
    drag = { kind: event.shiftKey ? 'box' : 'pan', x, y, time: board.at(x, y).time, moved: false, last: x };
    pane.setPointerCapture(event.pointerId);
  };

  const move = (event: PointerEvent): void => {
    const { x, y } = place(event);
    board.point(x);
    if (drag === null) {
      hover(x, y);
      return;
    }
    if (!drag.moved && Math.hypot(x - drag.x, y - drag.y) < 4) return;
    drag.moved = true;
    hideTip();
    if (drag.kind === 'pan') {
      pane.style.cursor = 'grabbing';
      panBy((drag.last - x) / board.width(), momentOf());
      drag.last = x;
      return;
    }
    const { time } = board.at(x, y);
    const lanes = lanesBetween(board, drag.y, y).map((lane) => lane.id);
    useLooks.setState({ box: { from: Math.min(time, drag.time), to: Math.max(time, drag.time), lanes } });
  };

  const up = (event: PointerEvent): void => {
    const ended = drag;
    drag = null;
    pane.style.cursor = 'default';
    if (ended === null || ended.moved) return;
    const { x, y } = place(event);
    const { lane, spot } = board.at(x, y);
    const chosen = spot === null ? undefined : useSession.getState().events[spot.ref];
    if (chosen !== undefined) chooseEvent(chosen);
    else {
      if (lane?.kind === 'device') select(lane.id as DevicePath);
      useView.setState({ event: null });
      useLooks.setState({ box: null });
    }
  };

  const leave = (): void => {
    board.point(null);
    light(null, null);
    hideTip();
  };

  const wheel = (event: WheelEvent): void => {
    event.preventDefault();
    const { x, y } = place(event);
    const across = event.shiftKey ? event.deltaY : event.deltaX;
    if (Math.abs(across) > Math.abs(event.shiftKey ? event.deltaX : event.deltaY)) {
      panBy(across / board.width(), momentOf());
    } else {
      const factor = Math.exp(Math.max(-240, Math.min(240, event.deltaY)) * 0.0022);
      zoomBy(factor, momentOf(), board.at(x, y).time);
    }
    hideTip();
  };

  /** Shift draws a box here; the browser would mark the page's text up to here as well. */
  const unmarked = (event: MouseEvent): void => {
    if (!event.shiftKey) return;
    event.preventDefault();
    pane.closest<HTMLElement>('[tabindex]')?.focus();
  };

  pane.addEventListener('mousedown', unmarked);
  pane.addEventListener('pointerdown', down);
  pane.addEventListener('pointermove', move);
  pane.addEventListener('pointerup', up);
  pane.addEventListener('pointerleave', leave);
  pane.addEventListener('wheel', wheel, { passive: false });
  pane.addEventListener('dblclick', showAll);
  return () => {
    pane.removeEventListener('pointerdown', down);
    pane.removeEventListener('pointermove', move);
    pane.removeEventListener('pointerup', up);
    pane.removeEventListener('pointerleave', leave);
    pane.removeEventListener('mousedown', unmarked);
    pane.removeEventListener('wheel', wheel);
    pane.removeEventListener('dblclick', showAll);
  };
};
