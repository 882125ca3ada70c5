import { Command } from 'cmdk';
import { useMemo, useState } from 'react';
import { useApp } from '../app/app-context.ts';
import { Keys } from '../ui/Keys.tsx';
import { paletteEntries, type PaletteEntry } from './entries.ts';
import styles from './Palette.module.css';
import { ranked } from './ranking.ts';

/** Lines that are in the document at once: who does not see theirs types a letter more. */
const mostShown = 80;

interface CommandListProps {
  readonly onChoose: (run: () => void) => void;
}

function Line({ entry, isAlone, onChoose }: CommandListProps & { entry: PaletteEntry; isAlone: boolean }) {
  const { key, icon: Icon, label, group, action, run } = entry;
  return (
    <Command.Item value={key} className={styles.line} onSelect={() => onChoose(run)}>
      <Icon size={16} aria-hidden="true" />
      <span className={styles.label} dir="auto">
        {label}
      </span>
      {isAlone && action === null && <span className={styles.detail}>{group}</span>}
      {action !== null && <Keys action={action} />}
    </Command.Item>
  );
}

/** Every command that makes sense now, and every place to go to. */
export function CommandList({ onChoose }: CommandListProps) {
  const app = useApp();
  // Nothing changes behind while it is open, but by what comes of itself.
  const entries = useMemo(() => paletteEntries(app), [app]);
  const [typed, setTyped] = useState('');
  const shown = useMemo(() => ranked(entries, typed).slice(0, mostShown), [entries, typed]);
  const [value, setValue] = useState(entries[0]?.key ?? '');
  const isAll = typed.trim() === '';
  const groups = [...new Set(shown.map(({ group }) => group))];
  const type = (text: string): void => {
    setTyped(text);
    setValue(ranked(entries, text)[0]?.key ?? '');
  };
  return (
    <Command
      className={styles.palette}
      label="All commands"
      shouldFilter={false}
      vimBindings={false}
      loop
      value={value}
      onValueChange={setValue}
    >
      <Command.Input
        autoFocus
        className={styles.field}
        placeholder="Type a command or a place"
        dir="auto"
        value={typed}
        onValueChange={type}
      />
      <Command.List className={styles.list} label="Commands and places">
        {isAll
          ? groups.map((group) => (
              <Command.Group key={group} heading={group} className={styles.group}>
                {shown
                  .filter((entry) => entry.group === group)
                  .map((entry) => (
                    <Line key={entry.key} entry={entry} isAlone={false} onChoose={onChoose} />
                  ))}
              </Command.Group>
            ))
          : shown.map((entry) => <Line key={entry.key} entry={entry} isAlone onChoose={onChoose} />)}
      </Command.List>
      {shown.length === 0 && (
        <p className={styles.nothing} role="status">
          No command or place is called that. <Keys action="go-to-note" /> goes to a note.
        </p>
      )}
    </Command>
  );
}
