/** What a way to a machine does there, what it never does by itself, and what helps when it does not work. */
import { asides } from './words.js';
import type { Way } from './store.js';

export const Aside = ({ way }: { readonly way: Exclude<Way, 'sim'> }) => {
  const { does, never, otherwise } = asides[way];
  return (
    <aside className="cn-aside" aria-label="What this does">
      <h2>What it does there</h2>
      <p>{does}</p>
      <h2>What it never does by itself</h2>
      <p>{never}</p>
      <h2>If it does not work</h2>
      <p>{otherwise}</p>
    </aside>
  );
};
