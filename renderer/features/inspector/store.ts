/** What the inspector shows in its lower half. */
import { create } from 'zustand';
import { keepPerSession } from '../../state/perSession.js';

export type InspectorTab = 'facts' | 'attributes' | 'history';

interface InspectorState {
  readonly tab: InspectorTab;
  readonly reading: boolean;
  /** The attribute that a value is being typed for, by its file; null for none. */
  readonly writing: string | null;
}

export const useInspector = create<InspectorState>()(() => ({ tab: 'facts', reading: false, writing: null }));

/** One that never answers keeps nobody from reading another target. */
export const readingPerSession = keepPerSession(useInspector, ['reading']);
