/** Beside a value that the kernel says and does not enforce: a word where there is room for it, else the sign alone. */
import { Icon } from './Icon.js';
import './marks.css';
import { Tag } from './Tag.js';

const why = 'The kernel says so, and by its own word enforces nothing of it (trust_asserted)';

/** The mark. `look`: in a narrow cell the sign, which says its word to those who cannot see it. */
export function Asserted({ look }: { readonly look: 'sign' | 'word' }) {
  if (look === 'word') return <Tag tip={why}>asserted</Tag>;
  return (
    <span className="ui-asserted" data-tip={why}>
      <Icon name="asserted" size={12} label="asserted, not enforced" />
    </span>
  );
}
