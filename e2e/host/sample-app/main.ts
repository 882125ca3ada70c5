/** A small app for the host's own specs: each channel shows one thing that Electron promises. */
import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  powerMonitor,
  protocol,
  safeStorage,
  session,
  shell,
} from 'electron';

const page = `<!doctype html><title>Sample</title><h1>Sample</h1>
<a href="https://example.com/">Away</a> <a href="/index.html?again">Again</a>
<script src="/page.js"></script>`;
const script = `globalThis.seenAtStart = Object.getOwnPropertyNames(globalThis);`;
const policy = "default-src 'none'; script-src 'self'; connect-src 'self'";
const told: unknown[] = [];
/** What the keychain says before the app is ready. */
const early = safeStorage.encryptStringAsync('too early').catch(String);

protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);

function respond({ url, method, headers }: Request): Response {
  const { pathname } = new URL(url);
  if (pathname === '/index.html') {
    return new Response(page, {
      headers: { 'content-type': 'text/html', 'content-security-policy': policy },
    });
  }
  if (pathname === '/page.js')
    return new Response(script, { headers: { 'content-type': 'text/javascript' } });
  if (pathname === '/request') return Response.json({ url, method, referer: headers.get('referer') });
  return new Response(null, { status: 404 });
}

function openWindow(): BrowserWindow {
  const window = new BrowserWindow({
    show: false,
    webPreferences: { preload: join(import.meta.dirname, 'preload.cjs'), sandbox: true },
  });
  const { webContents } = window;
  webContents.setWindowOpenHandler(({ url }) => {
    told.push(['open', url]);
    return { action: 'deny' };
  });
  webContents.on('will-navigate', (event) => {
    told.push(['navigate', event.url]);
    if (!event.url.startsWith('app://latchkey/')) event.preventDefault();
  });
  webContents.on('render-process-gone', (_event, { reason }) => {
    told.push(['gone', reason]);
    webContents.reload();
  });
  window.once('ready-to-show', () => window.show());
  window.on('close', (event) => {
    told.push(['close']);
    if (process.argv.includes('--stay')) event.preventDefault();
  });
  void window.loadURL('app://latchkey/index.html');
  return window;
}

function answer(window: BrowserWindow): void {
  ipcMain.handle('echo', (_event, value: unknown) => value);
  ipcMain.handle('told', () => told);
  ipcMain.handle('function', () => () => 1);
  ipcMain.handle('throw', () => {
    throw new TypeError('from the handler');
  });
  ipcMain.handle('sender', ({ sender, senderFrame }) => ({
    isContents: sender === window.webContents,
    isMainFrame: senderFrame === window.webContents.mainFrame,
    url: senderFrame?.url,
    origin: senderFrame?.origin,
    parent: senderFrame?.parent,
  }));
  ipcMain.handle('unimplemented', () => window.webContents.print());
  ipcMain.handle('choose', () => dialog.showOpenDialog(window, { properties: ['openDirectory'] }));
  ipcMain.handle('open-outside', (_event, url: string) => shell.openExternal(url));
  ipcMain.handle('facts', () => ({
    name: app.getName(),
    version: app.getVersion(),
    isPackaged: app.isPackaged,
    userData: app.getPath('userData'),
    documents: app.getPath('documents'),
    idle: powerMonitor.getSystemIdleTime(),
  }));
  ipcMain.handle('keychain', async () => ({
    early: await early,
    isAvailable: await safeStorage.isAsyncEncryptionAvailable(),
    backend: process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : null,
  }));
  ipcMain.handle('seal', async (_event, text: string) =>
    (await safeStorage.encryptStringAsync(text)).toString('base64'),
  );
  ipcMain.handle('open-sealed', async (_event, sealed: string) => {
    const { result } = await safeStorage.decryptStringAsync(Buffer.from(sealed, 'base64'));
    return result;
  });
  ipcMain.on('note', (_event, ...args: unknown[]) => told.push(['note', ...args]));
}

function start(): void {
  session.defaultSession.setPermissionCheckHandler((_contents, permission) => permission === 'geolocation');
  protocol.handle('app', respond);
  const window = openWindow();
  answer(window);
  const tell = (text: string) => window.webContents.send('event', text);
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      {
        label: '&File',
        submenu: [
          { label: 'New', accelerator: 'CmdOrCtrl+N', click: () => tell('new') },
          {
            label: 'Other',
            accelerator: 'CmdOrCtrl+O',
            registerAccelerator: false,
            click: () => tell('other'),
          },
          { label: 'Never', enabled: false, click: () => tell('never') },
        ],
      },
    ]),
  );
  powerMonitor.on('suspend', () => tell('suspend'));
  app.on('second-instance', (_event, argv) => tell(`second ${argv.at(-1) ?? ''}`));
  app.on('will-quit', () => told.push(['will-quit']));
}

if (app.requestSingleInstanceLock()) void app.whenReady().then(start);
else app.exit(3);
