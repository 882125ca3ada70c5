import '@xyflow/react/dist/base.css';
import { MarkerType, ReactFlow, ReactFlowProvider, useReactFlow, useStore } from '@xyflow/react';
import { Maximize2, ZoomIn, ZoomOut } from 'lucide-react';
import { useEffect, useMemo, type KeyboardEvent } from 'react';
import type { Diagram } from '../../../contract/index.ts';
import { IconButton } from '../../ui/Button.tsx';
import { DiagramLine, DiagramPart, type Light, type LineEdge, type PartNode } from './DiagramParts.tsx';
import { sentencesOf } from './diagram-words.ts';
import styles from './KeyDiagram.module.css';
import { boxOf, part, type Box } from './layout.ts';
import { extentOf, routesOf } from './routing.ts';

/** The parts and lines that a step of a ceremony uses. */
export interface Lit {
  readonly nodes: readonly string[];
  readonly edges: readonly string[];
  readonly isRefused: boolean;
}

interface KeyDiagramProps {
  readonly diagram: Diagram;
  /** Null: all are shown alike. */
  readonly lit?: Lit | null;
  /** Whose keys these are, for screen readers. */
  readonly label: string;
}

const nodeTypes = { part: DiagramPart };
const edgeTypes = { line: DiagramLine };
/** Room around a drawing, as a share of it. */
const padding = 0.045;

function lightOf(id: string, ids: readonly string[] | undefined, lit: Lit | null): Light {
  if (lit === null || ids === undefined) return 'idle';
  if (!ids.includes(id)) return 'off';
  return lit.isRefused ? 'refused' : 'on';
}

function nodesOf({ nodes }: Diagram, lit: Lit | null): PartNode[] {
  return nodes.map((node) => {
    const { left, top } = boxOf(node);
    return {
      id: node.id,
      type: 'part',
      position: { x: left, y: top },
      width: part.width,
      height: part.height,
      data: { part: node, light: lightOf(node.id, lit?.nodes, lit) },
    };
  });
}

function edgesOf(diagram: Diagram, routes: ReturnType<typeof routesOf>, lit: Lit | null): LineEdge[] {
  const escrow = new Set(diagram.nodes.filter(({ isEscrow }) => isEscrow).map(({ id }) => id));
  return diagram.edges.flatMap((line): LineEdge[] => {
    const route = routes.get(line.id);
    if (route === undefined) return [];
    const isEscrow = escrow.has(line.from) || escrow.has(line.to);
    const light = lightOf(line.id, lit?.edges, lit);
    const colour =
      light === 'refused' ? 'danger' : isEscrow ? 'escrow' : light === 'on' ? 'accent' : 'ink-faint';
    return [
      {
        id: line.id,
        type: 'line',
        source: line.from,
        target: line.to,
        zIndex: light === 'on' || light === 'refused' ? 1 : 0,
        markerEnd: { type: MarkerType.ArrowClosed, width: 14, height: 14, color: `var(--${colour})` },
        data: { line, route, light, isEscrow },
      },
    ];
  });
}

/** Who holds which key, and what each opens: a drawing to look around in, and the same in words. */
export function KeyDiagram({ diagram, lit = null, label }: KeyDiagramProps) {
  const routes = useMemo(() => routesOf(diagram), [diagram]);
  const extent = useMemo(() => extentOf(diagram, routes), [diagram, routes]);
  return (
    <ReactFlowProvider>
      <figure className={styles.figure} aria-label={label}>
        <Drawing diagram={diagram} routes={routes} extent={extent} lit={lit} label={label} />
        <div className={styles.below}>
          <InWords diagram={diagram} />
          <Controls extent={extent} />
        </div>
      </figure>
    </ReactFlowProvider>
  );
}

interface DrawingProps extends Required<KeyDiagramProps> {
  readonly routes: ReturnType<typeof routesOf>;
  readonly extent: Box;
}

function Drawing({ diagram, routes, extent, lit, label }: DrawingProps) {
  const nodes = useMemo(() => nodesOf(diagram, lit), [diagram, lit]);
  const edges = useMemo(() => edgesOf(diagram, routes, lit), [diagram, routes, lit]);
  const look = useLook(extent);
  useFollow(extent, lit);
  return (
    <div
      className={styles.frame}
      role="group"
      aria-label={`${label}: drawing. Arrow keys move it, plus and minus change its size, 0 shows all of it. The same stands below in words.`}
      tabIndex={0}
      onKeyDown={look.onKey}
      style={{ aspectRatio: `${extent.right - extent.left + 50} / ${extent.bottom - extent.top + 50}` }}
    >
      <div className={styles.canvas} aria-hidden="true">
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          minZoom={0.25}
          maxZoom={2.5}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          // The page scrolls by the wheel; the drawing by its buttons, its keys, or dragging.
          zoomOnScroll={false}
          preventScrolling={false}
          zoomOnDoubleClick={false}
          disableKeyboardA11y
          proOptions={{ hideAttribution: true }}
        />
      </div>
    </div>
  );
}

function Controls({ extent }: { readonly extent: Box }) {
  const look = useLook(extent);
  return (
    <div className={styles.controls} role="group" aria-label="Size of the drawing">
      <IconButton label="Smaller" icon={<ZoomOut size={15} />} onClick={look.smaller} />
      <IconButton label="Larger" icon={<ZoomIn size={15} />} onClick={look.larger} />
      <IconButton label="Show all of it" icon={<Maximize2 size={15} />} onClick={look.all} />
    </div>
  );
}

/** How far one press of an arrow key moves the drawing, in CSS pixels. */
const stride = 60;

/** Smaller than this, the names in a drawing are hard to read. */
const leastZoom = 0.75;
/** Where more parts than this are lit, all of the drawing is shown. */
const mostFollowed = 6;
/** Milliseconds that the view takes to follow a step. */
const glide = 130;

/** Shows all of the drawing; or, if that is too small to read, what is lit in it. */
function useFollow(extent: Box, lit: Lit | null): void {
  const flow = useReactFlow();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  useEffect(() => {
    if (width === 0 || height === 0) return;
    const whole = rectangle(extent);
    const isReadable = Math.min(width / whole.width, height / whole.height) >= leastZoom;
    const isStill = lit === null || matchMedia('(prefers-reduced-motion: reduce)').matches;
    const duration = isStill ? 0 : glide;
    const isMuch = lit !== null && new Set(lit.nodes).size > mostFollowed;
    if (isReadable || lit === null || isMuch) void flow.fitBounds(whole, { padding, duration });
    else void flow.fitView({ nodes: lit.nodes.map((id) => ({ id })), maxZoom: 1, padding, duration });
  }, [flow, width, height, extent, lit]);
}

function rectangle({ left, right, top, bottom }: Box) {
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Ways to look around in the drawing. */
function useLook(extent: Box) {
  const flow = useReactFlow();
  const move = (x: number, y: number): void => {
    const view = flow.getViewport();
    void flow.setViewport({ ...view, x: view.x + x, y: view.y + y });
  };
  const smaller = (): void => void flow.zoomOut();
  const larger = (): void => void flow.zoomIn();
  const all = (): void => void flow.fitBounds(rectangle(extent), { padding });
  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => move(stride, 0),
    ArrowRight: () => move(-stride, 0),
    ArrowUp: () => move(0, stride),
    ArrowDown: () => move(0, -stride),
    '+': larger,
    '=': larger,
    '-': smaller,
    '0': all,
  };
  const onKey = (event: KeyboardEvent): void => {
    const act = keys[event.key];
    if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector('.presenter') !== null) return;
    event.preventDefault();
    act();
  };
  return { smaller, larger, all, onKey };
}

function InWords({ diagram }: { readonly diagram: Diagram }) {
  const isAdded = diagram.nodes.some(({ isEscrow }) => isEscrow);
  return (
    <details className={styles.words}>
      <summary>The drawing in words</summary>
      <ul>
        {sentencesOf(diagram).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <Explained
        heading={isAdded ? 'In every vault' : 'In the drawing'}
        nodes={diagram.nodes.filter(({ isEscrow }) => !isEscrow)}
      />
      <Explained
        heading="Added by the access model"
        nodes={diagram.nodes.filter(({ isEscrow }) => isEscrow)}
      />
    </details>
  );
}

function Explained({ heading, nodes }: { readonly heading: string; readonly nodes: Diagram['nodes'] }) {
  if (nodes.length === 0) return null;
  return (
    <>
      <h3>{heading}</h3>
      <dl>
        {nodes.map(({ id, label, detail }) => (
          <div key={id}>
            <dt>{label}</dt>
            <dd>{detail}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
