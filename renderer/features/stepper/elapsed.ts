/** How long something under way has run, for a label that counts along. */
import { useEffect, useState } from 'react';

const tickMs = 250;

/** @param since By the window's clock, or null while nothing runs. @returns Milliseconds, told four times a second; 0 while nothing runs. */
export const useElapsed = (since: number | null): number => {
  const [ran, setRan] = useState(0);
  useEffect(() => {
    setRan(0);
    if (since === null) return;
    const timer = setInterval(() => setRan(Date.now() - since), tickMs);
    return () => clearInterval(timer);
  }, [since]);
  return since === null ? 0 : ran;
};
