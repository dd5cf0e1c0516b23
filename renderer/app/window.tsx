/** Draws the window and listens to its keys. Loaded after the lab was asked for its target. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../ui/fonts.css';
import '../ui/tokens.css';
import '../ui/base.css';
import { App } from './App.js';
import { Broken } from './Broken.js';
import { registerAppCommands } from './commands.js';
import { firstPicture } from './firstPicture.js';
import { startKeyboard } from './keyboard.js';
import { startLooking } from './looking.js';
// Their features load later, or not at all; their keys work from the start.
import '../features/evidence/commands.js';
import '../features/faults/commands.js';
import '../features/timeline/commands.js';

startKeyboard();
startLooking();
registerAppCommands();

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
void firstPicture().then(() =>
  createRoot(root).render(
    <StrictMode>
      <Broken>
        <App />
      </Broken>
    </StrictMode>,
  ),
);
