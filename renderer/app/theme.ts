/** Puts theme, density and text size on the page, where the tokens look for them; "system" follows the system as it changes. */
import { useView } from '../state/view.js';

/** Applies them now and whenever they change, for as long as the page lives. */
export const startTheme = (): void => {
  const systemDark = matchMedia('(prefers-color-scheme: dark)');
  const apply = (): void => {
    const { theme, density, textSize } = useView.getState();
    const { dataset } = document.documentElement;
    const shown = theme === 'system' ? (systemDark.matches ? 'dark' : 'light') : theme;
    // The same value written again counts as a change: whoever watches the theme would read all colours anew.
    if (dataset.theme !== shown) dataset.theme = shown;
    if (dataset.density !== density) dataset.density = density;
    if (dataset.text !== textSize) dataset.text = textSize;
  };
  apply();
  useView.subscribe(apply);
  systemDark.addEventListener('change', apply);
};
