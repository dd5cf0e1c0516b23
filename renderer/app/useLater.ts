/** A part of the window that comes a moment after the first picture. Not Suspense: that holds back what it hid for 300 ms. */
import { type ComponentType, useEffect, useState } from 'react';

/**
 * The component once its module is there; null before. A module that cannot be loaded is thrown, for the last stop to show.
 * @param load The same function each time.
 */
export const useLater = <P>(load: () => Promise<ComponentType<P>>): ComponentType<P> | null => {
  const [loaded, setLoaded] = useState<ComponentType<P> | null>(null);
  const [failed, setFailed] = useState<unknown>(null);
  useEffect(() => {
    let here = true;
    // In a task of its own, so that what is already there is painted and takes keys first.
    const timer = setTimeout(() => {
      load().then(
        (component) => here && setLoaded(() => component),
        (error: unknown) => here && setFailed(error),
      );
    });
    return () => {
      here = false;
      clearTimeout(timer);
    };
  }, [load]);
  if (failed !== null) throw failed instanceof Error ? failed : new Error(String(failed));
  return loaded;
};

/** False for the first picture, true from the task after it on: for what can wait until that picture takes keys. */
export const useSecondPicture = (): boolean => {
  const [second, setSecond] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSecond(true));
    return () => clearTimeout(timer);
  }, []);
  return second;
};
