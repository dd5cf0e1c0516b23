/** What the inspector shows in its lower half. */
import { create } from 'zustand';
import { keepPerSession } from '../../state/perSession.js';

export type InspectorTab = 'facts' | 'attributes' | 'history';

export const useInspector = create<{ readonly tab: InspectorTab; readonly reading: boolean }>()(() => ({
  tab: 'facts',
  reading: false,
}));

/** One that never answers keeps nobody from reading another target. */
export const readingPerSession = keepPerSession(useInspector, ['reading']);
