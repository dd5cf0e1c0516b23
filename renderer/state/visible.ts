/** The devices whose rows are in sight: those are read again by the clock. One writer: the tree. */
import { create } from 'zustand';
import type { DevicePath } from '../../shared/model/device.js';

export const useVisible = create<{ readonly visible: readonly DevicePath[] }>()(() => ({ visible: [] }));

/** Sets them; the same rows again wake nobody. */
export const setVisible = (visible: readonly DevicePath[]): void => {
  const before = useVisible.getState().visible;
  if (before.length === visible.length && before.every((path, index) => path === visible[index])) return;
  useVisible.setState({ visible });
};
