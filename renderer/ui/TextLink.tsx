/** An act that reads as part of a sentence. */
import type { ReactNode } from 'react';
import './button.css';

export function TextLink({ children, onPress }: { readonly children: ReactNode; readonly onPress: () => void }) {
  return (
    <button type="button" className="ui-link" onClick={onPress}>
      {children}
    </button>
  );
}
