import type * as Electron from 'electron';
import type { KeyPress, MenuEntry } from '../messages.ts';
import { matches } from './accelerator.ts';
import { hostApp } from './app.ts';
import { BrowserWindow } from './browser-window.ts';
import { HostEvent } from './emitter.ts';
import { display, post, serve } from './link.ts';
import { loud, notImplemented } from './loud.ts';
import { windowOf } from './windows.ts';

type Template = Electron.MenuItemConstructorOptions;

/** Makes the page in front larger or smaller; null: as it was at first. */
function zoomBy(step: number | null): void {
  const contents = BrowserWindow.getFocusedWindow()?.webContents;
  contents?.setZoomLevel(step === null ? 0 : contents.getZoomLevel() + step);
}

/** Roles this host can carry out, with the accelerator Electron gives them. The others belong to the desktop or the page. */
const roles: Readonly<Record<string, { readonly accelerator: string; readonly run: () => void }>> = {
  quit: { accelerator: 'CmdOrCtrl+Q', run: () => hostApp.quit() },
  close: { accelerator: 'CmdOrCtrl+W', run: () => BrowserWindow.getFocusedWindow()?.close() },
  reload: { accelerator: 'CmdOrCtrl+R', run: () => BrowserWindow.getFocusedWindow()?.reload() },
  resetZoom: { accelerator: 'CmdOrCtrl+0', run: () => zoomBy(null) },
  zoomIn: { accelerator: 'CmdOrCtrl+Plus', run: () => zoomBy(0.5) },
  zoomOut: { accelerator: 'CmdOrCtrl+-', run: () => zoomBy(-0.5) },
  minimize: { accelerator: 'CmdOrCtrl+M', run: () => BrowserWindow.getFocusedWindow()?.minimize() },
};

class HostMenuItem {
  readonly #click: Template['click'];
  readonly id: string;
  readonly type: NonNullable<Template['type']>;
  readonly role: string | undefined;
  readonly accelerator: string | null;
  /** False: the accelerator is shown, and somebody else listens for it. */
  readonly registerAccelerator: boolean;
  readonly submenu: Menu | null;
  label: string;
  enabled: boolean;
  visible: boolean;
  checked: boolean;

  constructor(template: Template) {
    const { label, role, submenu } = template;
    this.#click = template.click;
    this.id = template.id ?? '';
    this.role = role;
    this.label = label ?? role ?? '';
    this.type = template.type ?? (submenu ? 'submenu' : 'normal');
    this.accelerator = template.accelerator ?? roles[role ?? '']?.accelerator ?? null;
    this.registerAccelerator = template.registerAccelerator ?? true;
    this.submenu = Array.isArray(submenu) ? Menu.buildFromTemplate(submenu) : null;
    this.enabled = template.enabled ?? true;
    this.visible = template.visible ?? true;
    this.checked = template.checked ?? false;
  }

  choose(): void {
    const role = roles[this.role ?? ''];
    if (role) role.run();
    else if (this.role !== undefined) throw notImplemented(`choosing a menu item of the role ${this.role}`);
    if (this.type === 'checkbox') this.checked = !this.checked;
    const window = BrowserWindow.getFocusedWindow() ?? undefined;
    // The parts of Electron's objects that this host has; reading another one throws by name.
    this.#click?.(
      this as unknown as Electron.MenuItem,
      window as unknown as Electron.BrowserWindow,
      new HostEvent() as unknown as Electron.KeyboardEvent,
    );
  }

  snapshot(): MenuEntry {
    const { label, enabled, checked, accelerator, role = null } = this;
    return {
      label: label.replaceAll('&', ''),
      role,
      enabled,
      checked,
      accelerator,
      entries: this.submenu?.snapshot() ?? [],
    };
  }
}

let applicationMenu: Menu | null = null;

export class Menu {
  readonly items: readonly HostMenuItem[];

  static buildFromTemplate(template: readonly Template[]): Menu {
    return loud('Menu', new Menu(template.map((item) => loud('MenuItem', new HostMenuItem(item)))));
  }

  static setApplicationMenu(menu: Menu | null): void {
    applicationMenu = menu;
    post(display.ask('setMenu', menu?.snapshot() ?? []));
  }

  static getApplicationMenu(): Menu | null {
    return applicationMenu;
  }

  constructor(items: readonly HostMenuItem[]) {
    this.items = items;
  }

  getMenuItemById(id: string): HostMenuItem | null {
    return this.all().find((item) => item.id === id) ?? null;
  }

  /** Every item, however deep. */
  all(): HostMenuItem[] {
    return this.items.flatMap((item) => [item, ...(item.submenu?.all() ?? [])]);
  }

  /** The item under these labels, from the outermost menu inwards. */
  find([label, ...rest]: readonly string[]): HostMenuItem | undefined {
    const item = this.items.find((each) => each.visible && each.label.replaceAll('&', '') === label);
    return rest.length === 0 ? item : item?.submenu?.find(rest);
  }

  snapshot(): MenuEntry[] {
    return this.items
      .filter(({ visible, type }) => visible && type !== 'separator')
      .map((item) => item.snapshot());
  }
}

function press(key: KeyPress): void {
  const items = applicationMenu?.all() ?? [];
  const item = items.find(
    ({ enabled, registerAccelerator, accelerator }) =>
      enabled && registerAccelerator && accelerator !== null && matches(accelerator, key),
  );
  item?.choose();
}

serve({
  key: ({ window, press: key }) => {
    windowOf(window)?.becameFocused();
    press(key);
  },
  menu({ labels }) {
    const item = applicationMenu?.find(labels);
    if (!item) throw new Error(`The menu has no item ${labels.join(' > ')}.`);
    if (!item.enabled) throw new Error(`The menu item ${labels.join(' > ')} is not enabled.`);
    item.choose();
  },
});
