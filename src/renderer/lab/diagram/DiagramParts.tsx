import {
  BaseEdge,
  EdgeLabelRenderer,
  Handle,
  Position,
  type Edge,
  type EdgeProps,
  type Node,
  type NodeProps,
} from '@xyflow/react';
import { Building2, FileLock2, KeyRound, ScrollText, UserRound, type LucideIcon } from 'lucide-react';
import type { Diagram } from '../../../contract/index.ts';
import styles from './KeyDiagram.module.css';
import { pathOf, type Route } from './routing.ts';

/** How a part takes part in the step that is shown. `idle`: no step is shown. */
export type Light = 'idle' | 'off' | 'on' | 'refused';

export type PartNode = Node<{ readonly part: Diagram['nodes'][number]; readonly light: Light }, 'part'>;
export type LineEdge = Edge<
  {
    readonly line: Diagram['edges'][number];
    readonly route: Route;
    readonly light: Light;
    readonly isEscrow: boolean;
  },
  'line'
>;

const icons: Readonly<Record<Diagram['nodes'][number]['kind'], LucideIcon>> = {
  person: UserRound,
  service: Building2,
  key: KeyRound,
  ciphertext: FileLock2,
  log: ScrollText,
};

/** A person, a service, a key, a ciphertext or a log. */
export function DiagramPart({ data: { part, light } }: NodeProps<PartNode>) {
  const Icon = icons[part.kind];
  return (
    <div className={styles.part} data-kind={part.kind} data-escrow={part.isEscrow} data-light={light}>
      <Icon size={18} aria-hidden="true" />
      <span>{part.label}</span>
      {/* Lines need these to begin and end; they go their own way. */}
      <Handle type="source" position={Position.Right} isConnectable={false} className={styles.handle} />
      <Handle type="target" position={Position.Left} isConnectable={false} className={styles.handle} />
    </div>
  );
}

/** A line with its verb. */
export function DiagramLine({ id, data, markerEnd }: EdgeProps<LineEdge>) {
  if (data === undefined) return null;
  const { route, line, light, isEscrow } = data;
  const { x, y } = route.label;
  return (
    <>
      <g className={styles.line} data-kind={line.kind} data-light={light} data-escrow={isEscrow}>
        <BaseEdge
          id={id}
          path={pathOf(route.points)}
          interactionWidth={0}
          {...(markerEnd === undefined ? {} : { markerEnd })}
        />
      </g>
      <EdgeLabelRenderer>
        <div
          className={styles.label}
          data-light={light}
          data-escrow={isEscrow}
          data-wide={route.isWide}
          style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
        >
          {line.label}
        </div>
      </EdgeLabelRenderer>
    </>
  );
}
