/** The window's start: looks and listening first, then the simulated lab, then the first picture. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './ui/fonts.css';
import './ui/tokens.css';
import './ui/base.css';
import { App } from './app/App.js';
import { Broken } from './app/Broken.js';
import { openOn, registerAppCommands } from './app/commands.js';
import { startKeyboard } from './app/keyboard.js';
import { startTheme } from './app/theme.js';
import { startFeed } from './bridge/feed.js';
import { startSettings } from './bridge/settings.js';
// Their features load later, or not at all; their keys work from the start.
import './features/faults/commands.js';
import './features/timeline/commands.js';
import { useView } from './state/view.js';

startTheme();
startFeed();
startKeyboard();
registerAppCommands();
void startSettings();

// Bookmarks of the gallery open it; everything else starts on the bench.
const gallery = location.hash === '#gallery';
void openOn('sim:');
if (gallery) useView.setState({ page: 'gallery' });

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <Broken>
      <App />
    </Broken>
  </StrictMode>,
);
