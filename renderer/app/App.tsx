/** The window: title bar, one page, status bar, and what lies above them. Only pages that exist are there. */
import { lazy, Suspense } from 'react';
import { useSession } from '../state/session.js';
import { useSettings } from '../state/settings.js';
import { useView } from '../state/view.js';
// The dialog comes when asked for; its command and key are there from the start.
import '../features/faults/commands.js';
import { TooltipLayer } from '../ui/Tooltip.js';
import './app.css';
import { Bench } from './Bench.js';
import { Opening } from './Opening.js';
import { StatusBar } from './StatusBar.js';
import { TitleBar } from './TitleBar.js';

// Nothing of these is needed for the first picture.
const Connect = lazy(async () => ({ default: (await import('../features/connect/Connect.js')).Connect }));
const Gallery = lazy(async () => ({ default: (await import('../gallery/Gallery.js')).Gallery }));
const Palette = lazy(async () => ({ default: (await import('../features/palette/Palette.js')).Palette }));
const About = lazy(async () => ({ default: (await import('./About.js')).About }));
const Keys = lazy(async () => ({ default: (await import('./Keys.js')).Keys }));
const Arm = lazy(async () => ({ default: (await import('../features/arming/Arm.js')).Arm }));
const Faults = lazy(async () => ({ default: (await import('../features/faults/Faults.js')).Faults }));

const Page = () => {
  const page = useView((view) => view.page);
  // Panels take their remembered sizes when they first appear.
  const settled = useSettings((settings) => settings.loaded);
  const empty = useSession((session) => session.snapshot === null);
  if (page === 'connect') return <Connect />;
  if (page === 'gallery') return <Gallery />;
  return empty || !settled ? <Opening /> : <Bench />;
};

const Above = () => {
  const dialog = useView((view) => view.dialog);
  if (dialog === 'palette') return <Palette />;
  if (dialog === 'about') return <About />;
  if (dialog === 'keys') return <Keys />;
  if (dialog === 'faults') return <Faults />;
  if (dialog === 'arm') return <Arm />;
  return null;
};

export function App() {
  return (
    <div className="app">
      <TitleBar />
      <Suspense fallback={<main className="app-opening" aria-busy="true" />}>
        <Page />
      </Suspense>
      <StatusBar />
      <Suspense fallback={null}>
        <Above />
      </Suspense>
      <TooltipLayer />
    </div>
  );
}
