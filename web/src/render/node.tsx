// Draws a node by its role, and the children of a node in their order.
import { Component, type ComponentChild } from 'preact';
import type { ViewNode } from '../bridge/messages';
import { drawings } from './roles';
import type { NodeProps, Shell } from './shell';

// Draws again only when the node is another object than before (tree.ts keeps what did not change).
export class NodeView extends Component<NodeProps> {
  override shouldComponentUpdate(next: NodeProps): boolean {
    return next.node !== this.props.node || next.inside !== this.props.inside;
  }

  override render(): ComponentChild {
    const { node } = this.props;
    const Drawing = Object.hasOwn(drawings, node.role) ? drawings[node.role] : undefined;
    // A role of a newer core: its text is still worth reading.
    if (Drawing === undefined) return <div data-key={node.key}>{node.text}</div>;
    return <Drawing {...this.props} />;
  }
}

interface ChildrenProps {
  of: ViewNode;
  shell: Shell;
  // Only these; all when left out.
  only?: (child: ViewNode) => boolean;
}

// Neighbours that belong together share one frame: choices, days and times.
export function Children({ of, shell, only }: ChildrenProps) {
  const children = (of.children ?? []).filter(only ?? (() => true));
  const drawn: ComponentChild[] = [];
  for (let i = 0; i < children.length; ) {
    const frame = frameOf(children[i]!);
    let end = i + 1;
    while (frame !== null && end < children.length && frameOf(children[end]!) === frame) end++;
    const run = children.slice(i, end);
    drawn.push(frame === null ? draw(run[0]!, of, shell) : drawFrame(frame, run, of, shell));
    i = end;
  }
  return <>{drawn}</>;
}

type Frame = 'radios' | 'checkboxes' | 'days' | 'slots';

function frameOf(node: ViewNode): Frame | null {
  switch (node.role) {
    case 'choice':
      return node.kind === 'checkbox' ? 'checkboxes' : 'radios';
    case 'slot-day':
      return 'days';
    case 'slot':
      return 'slots';
    default:
      return null;
  }
}

function drawFrame(frame: Frame, run: ViewNode[], of: ViewNode, shell: Shell): ComponentChild {
  const key = `${frame}:${run[0]!.key}`;
  if (frame === 'radios' || frame === 'checkboxes') {
    return (
      <div key={key} class={`govuk-${frame}`}>
        {run.map((node) => draw(node, of, shell))}
      </div>
    );
  }
  return (
    <ul key={key} class={`app-${frame}`}>
      {run.map((node) => (
        <li key={node.key}>{draw(node, of, shell)}</li>
      ))}
    </ul>
  );
}

function draw(node: ViewNode, of: ViewNode, shell: Shell): ComponentChild {
  return <NodeView key={node.key} node={node} shell={shell} inside={node.role === 'choice' ? of : undefined} />;
}
