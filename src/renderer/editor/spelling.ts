import { Compartment, Prec, type Extension } from '@codemirror/state';
import { EditorView, ViewPlugin, type PluginValue } from '@codemirror/view';
import type { SettingsOfComputer, SettingsView } from '../settings/settings-store.ts';

function isOn({ state }: SettingsView): boolean {
  return state !== null && state.can.spellCheck && state.settings.spellCheck;
}

function marking(on: boolean): Extension {
  return Prec.high(EditorView.contentAttributes.of({ spellcheck: String(on) }));
}

/** Has the system mark misspelt words in the text, as the settings say, for as long as it is shown. */
export function spelling({ store }: SettingsOfComputer): Extension {
  const place = new Compartment();
  const follow = ViewPlugin.define((view): PluginValue => {
    const unfollow = store.subscribe((now, before) => {
      if (isOn(now) !== isOn(before)) view.dispatch({ effects: place.reconfigure(marking(isOn(now))) });
    });
    return { destroy: unfollow };
  });
  return [place.of(marking(isOn(store.getState()))), follow];
}
