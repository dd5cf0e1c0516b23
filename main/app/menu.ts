/** The application menu: the system's own editing, size and window entries. The lab's commands live in the window's palette. */
import { type App, Menu, type MenuItemConstructorOptions } from 'electron';
import { aboutText, appInfo } from './facts.js';

/** Sets menu and About box. Developer tools are for development runtimes only. */
export const setMenu = (app: App): void => {
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
    { label: '&File', submenu: [{ role: 'quit' }] },
    { role: 'editMenu' },
    { label: '&View', submenu: view },
    // Ctrl+W closes a target, not the window.
    { label: '&Window', submenu: [{ role: 'minimize' }, { role: 'close', accelerator: 'CmdOrCtrl+Shift+W' }] },
    { label: '&Help', role: 'help', submenu: [{ label: 'About Lockstep', click: () => app.showAboutPanel() }] },
  ];
  if (process.platform === 'darwin') template.unshift({ role: 'appMenu' });
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
};
