import { BrowserWindow } from 'electron';
import { servePage } from './app-protocol.ts';

/** A page of our own as a PDF file of A4 pages, by a window that nobody sees, where no script runs. */
export async function printPage(html: string): Promise<Uint8Array> {
  const page = servePage(html);
  const window = new BrowserWindow({
    show: false,
    width: 900,
    height: 1200,
    webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false, javascript: false },
  });
  try {
    await window.loadURL(page.url);
    return await window.webContents.printToPDF({
      printBackground: true,
      pageSize: 'A4',
      preferCSSPageSize: true,
    });
  } finally {
    window.destroy();
    page.end();
  }
}
