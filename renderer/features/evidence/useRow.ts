/** The height of a row in pixels, as the tokens say it for this density and window: a virtual list has to know. */
import { type RefObject, useLayoutEffect, useState } from 'react';
import { useView } from '../../state/view.js';

const fallback = 25;

export const useRow = (element: RefObject<HTMLElement | null>): number => {
  const density = useView((view) => view.density);
  const [height, setHeight] = useState(fallback);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the density changes what the style reads
  useLayoutEffect(() => {
    const read = (): void => {
      if (element.current === null) return;
      setHeight(Number.parseFloat(getComputedStyle(element.current).getPropertyValue('--row')) || fallback);
    };
    read();
    window.addEventListener('resize', read);
    return () => window.removeEventListener('resize', read);
  }, [element, density]);
  return height;
};
