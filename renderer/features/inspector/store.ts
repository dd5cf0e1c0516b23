/** What the inspector shows in its lower half. */
import { create } from 'zustand';

export type InspectorTab = 'facts' | 'attributes' | 'history';

export const useInspector = create<{ readonly tab: InspectorTab; readonly reading: boolean }>()(() => ({
  tab: 'facts',
  reading: false,
}));
