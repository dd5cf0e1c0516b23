/** The peer: vis-timeline alone on a page, as large as the window, with ten thousand of the same events in lanes, and without stacking, which it does faster. */
import { Timeline } from 'vis-timeline/standalone';
import 'vis-timeline/styles/vis-timeline-graph2d.min.css';
import { untilDrawn } from './drawn.js';
import { traffic } from './traffic.js';

const dayMs = 8 * 3_600_000;
const end = Date.now();
const items = traffic(10_000, { end, span: dayMs }).map((event) => ({
  id: event.id,
  group: event.device ?? 'kernel',
  start: event.seenAt,
  content: '',
  type: 'point' as const,
}));
const groups = [...new Set(items.map((item) => item.group))].map((id) => ({ id, content: id }));

const container = document.createElement('div');
container.style.cssText = 'width: 1600px; height: 900px';
document.body.style.margin = '0';
document.body.append(container);

/** Draws all items for the first time. */
const firstDraw = (): Promise<number> => {
  let drawn = false;
  return untilDrawn(
    () => {
      const timeline = new Timeline(container, items, groups, {
        stack: false,
        height: 900,
        start: end - dayMs,
        end,
        verticalScroll: true,
        showTooltips: false,
      });
      timeline.on('changed', () => {
        drawn = document.querySelectorAll('.vis-item').length > 0;
      });
    },
    () => drawn,
  );
};

Object.assign(window, { firstDraw, itemsDrawn: () => document.querySelectorAll('.vis-item').length });
document.body.dataset.ready = '';
