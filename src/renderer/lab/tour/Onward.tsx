import {
  AppWindow,
  BookOpen,
  FileText,
  Grid3x3,
  LockKeyhole,
  MessageSquareQuote,
  Play,
  type LucideIcon,
} from 'lucide-react';
import { useApp, useSession } from '../../app/app-context.ts';
import { useConsoleWindow } from '../console-window.ts';
import styles from './Exhibits.module.css';

interface WayProps {
  readonly icon: LucideIcon;
  readonly name: string;
  readonly says: string;
  readonly onGo: () => void;
}

/** Where somebody can go who has seen the tour. */
export function Onward() {
  const { lab, actions } = useApp();
  const isUnlocked = useSession((state) => state.app?.phase === 'unlocked');
  const { open: openConsole, failure } = useConsoleWindow();
  return (
    <div className={styles.result}>
      <ul className={styles.onward}>
        <Way
          icon={AppWindow}
          name="Sit at the authority’s desk"
          says="A window of its own, in the official’s role: warrants, vaults, the key, and a log that you may write or not."
          onGo={openConsole}
        />
        <Way
          icon={Play}
          name="All scenarios"
          says="Fourteen things to try, one step at a time, for yourself or for a room."
          onGo={() => lab.follow({ page: 'scenarios' })}
        />
        <Way
          icon={Grid3x3}
          name="The whole threat matrix"
          says="Every model against every adversary. Each cell opens its experiment."
          onGo={() => lab.follow({ page: 'matrix' })}
        />
        <Way
          icon={MessageSquareQuote}
          name="What was said in 2017"
          says="Each sentence beside what the lab shows about it."
          onGo={() => lab.follow({ page: 'claims' })}
        />
        <Way
          icon={BookOpen}
          name="Sources and words"
          says="What all this rests on, how it was checked, and what every term means."
          onGo={() => lab.follow({ page: 'sources' })}
        />
        <Way
          icon={FileText}
          name="Report and evidence"
          says="What was run here, as a page to hand on, with a file by which somebody else can run it again."
          onGo={() => lab.follow({ page: 'report' })}
        />
        {isUnlocked && (
          <Way
            icon={LockKeyhole}
            name="Escrow on your own vault"
            says="Let somebody else in for real, with a banner on every screen, and take it back by a new key."
            onGo={() => actions.run('show-escrow')}
          />
        )}
      </ul>
      {failure !== null && (
        <p role="alert" className={styles.alert}>
          {failure.message}
        </p>
      )}
    </div>
  );
}

function Way({ icon: Icon, name, says, onGo }: WayProps) {
  return (
    <li>
      <button type="button" onClick={onGo}>
        <Icon size={18} aria-hidden="true" />
        <span>
          <strong>{name}</strong>
          <span>{says}</span>
        </span>
      </button>
    </li>
  );
}
