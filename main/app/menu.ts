/** The application menu: the system's own editing, size and window entries. The lab's commands live in the window's palette. */
import { type App, Menu, type MenuItemConstructorOptions } from 'electron';
import { aboutText, appInfo } from './facts.js';

/** Sets menu and About box. Developer tools are for development runtimes only. `openWindow` opens one more window. */
export const setMenu = (app: App, openWindow: () => void): void => {
  const info = appInfo(app);
  app.setAboutPanelOptions({
    applicationName: 'Lockstep',
    applicationVersion: info.version,
    copyright: `Apache-2.0\n${aboutText(info)}`,
  });
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ];
  if (!app.isPackaged) view.push({ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' });
  const template: MenuItemConstructorOptions[] = [
    {
      label: '&File',
      submenu: [
        // The key is the page's own, as in a browser: here it is only shown.
        { label: 'New &Window', accelerator: 'CmdOrCtrl+Shift+N', registerAccelerator: false, click: openWindow },
        { type: 'separator' },
        { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    { label: '&View', submenu: view },
    // Ctrl+W closes a target, not the window.
    { label: '&Window', submenu: [{ role: 'minimize' }, { role: 'close', accelerator: 'CmdOrCtrl+Shift+W' }] },
    { label: '&Help', role: 'help', submenu: [{ label: 'About Lockstep', click: () => app.showAboutPanel() }] },
  ];
  if (process.platform === 'darwin') template.unshift({ role: 'appMenu' });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
};
