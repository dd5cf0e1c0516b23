/** The height of a row in pixels, as the tokens say it for these looks and this window: a virtual list has to know. */
import { type RefObject, useLayoutEffect, useState } from 'react';
import { useView } from './view.js';

const fallback = 25;

/** Follows density, text size and window size. `element` is any element the tokens reach. */
export const useRowHeight = (element: RefObject<HTMLElement | null>): number => {
  const density = useView((view) => view.density);
  const textSize = useView((view) => view.textSize);
  const [height, setHeight] = useState(fallback);
  // biome-ignore lint/correctness/useExhaustiveDependencies: density and text size change what the style reads
  useLayoutEffect(() => {
    const read = (): void => {
      if (element.current === null) return;
      setHeight(Number.parseFloat(getComputedStyle(element.current).getPropertyValue('--row')) || fallback);
    };
    read();
    window.addEventListener('resize', read);
    return () => window.removeEventListener('resize', read);
  }, [element, density, textSize]);
  return height;
};
