/** Every widget in every state on one page, in both themes: what the kit is, and where a change to it is looked at first. */
import { useState } from 'react';
import { useView } from '../state/view.js';
import { Segmented } from '../ui/Segmented.js';
import './gallery.css';
import { Controls } from './Controls.js';
import { EvidenceBytes } from './EvidenceBytes.js';
import { Marks } from './Marks.js';
import { Openings } from './Openings.js';
import { Strips } from './Strips.js';

export function Gallery() {
  const theme = useView((view) => view.theme);
  const textSize = useView((view) => view.textSize);
  const [grey, setGrey] = useState<'colour' | 'grey'>('colour');
  return (
    <main className={grey === 'grey' ? 'gal is-grey' : 'gal'}>
      <header className="gal-head">
        <h1>Widgets and marks</h1>
        <Segmented
          label="Theme"
          value={theme}
          onChange={(value) => useView.setState({ theme: value })}
          options={[
            { value: 'light', title: 'Light', icon: 'sun' },
            { value: 'dark', title: 'Dark', icon: 'moon' },
            { value: 'system', title: 'As the system', icon: 'theme-system' },
          ]}
        />
        <Segmented
          label="Text"
          value={textSize}
          onChange={(value) => useView.setState({ textSize: value })}
          options={[
            { value: 'small', title: 'Small' },
            { value: 'normal', title: 'Normal' },
            { value: 'large', title: 'Large' },
          ]}
        />
        <Segmented
          label="Colour"
          value={grey}
          onChange={setGrey}
          options={[
            { value: 'colour', title: 'In colour' },
            { value: 'grey', title: 'In grey' },
          ]}
        />
      </header>
      <div className="gal-grid">
        <Marks />
        <Controls />
        <Strips />
        <Openings />
        <EvidenceBytes />
      </div>
    </main>
  );
}
