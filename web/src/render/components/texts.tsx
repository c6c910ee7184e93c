// Things to read.
import type { ViewNode } from '../../bridge/messages';
import { Icon } from '../icons';
import { Children, NodeView } from '../node';
import { classes, type NodeProps } from '../shell';

type Level = 1 | 2 | 3 | 4;

const headingSizes = { 1: 'l', 2: 'm', 3: 's', 4: 's' } as const;

export function levelOf(level: number | null | undefined, otherwise: Level): Level {
  return level === 1 || level === 2 || level === 3 || level === 4 ? level : otherwise;
}

export function Heading({ node }: NodeProps) {
  const level = levelOf(node.level, 2);
  const Tag = `h${level}` as const;
  return (
    <>
      {node.caption && <p class="app-caption">{node.caption}</p>}
      <Tag
        class={`govuk-heading-${headingSizes[level]}`}
        data-key={node.key}
        lang={node.lang ?? undefined}
        tabIndex={level === 1 ? -1 : undefined}
      >
        {node.text}
      </Tag>
    </>
  );
}

const textClasses: Record<string, string> = { hint: 'govuk-hint', lead: 'app-lead', small: 'app-small' };

export function Text({ node }: NodeProps) {
  return (
    <p class={textClasses[node.style ?? ''] ?? 'govuk-body'} data-key={node.key} lang={node.lang ?? undefined}>
      {node.text}
    </p>
  );
}

export function List({ node, shell }: NodeProps) {
  const item = (child: ViewNode) =>
    child.role === 'text' ? (
      <li key={child.key} data-key={child.key} lang={child.lang ?? undefined}>
        {child.text}
      </li>
    ) : (
      <li key={child.key}>
        <NodeView node={child} shell={shell} />
      </li>
    );
  return (
    <ul class="app-list" data-key={node.key} lang={node.lang ?? undefined}>
      {(node.children ?? []).map(item)}
    </ul>
  );
}

const noticeRoles: Record<string, 'alert' | 'status'> = { error: 'alert', success: 'status' };
const noticeIcons: Record<string, string> = { error: 'alert', warning: 'alert', success: 'check', info: 'info' };

export function Notice({ node, shell }: NodeProps) {
  const tone = node.tone ?? 'info';
  return (
    <div
      class={classes('app-notice', `app-notice--${tone}`)}
      data-key={node.key}
      lang={node.lang ?? undefined}
      role={noticeRoles[tone]}
      tabIndex={-1}
    >
      <Icon name={noticeIcons[tone] ?? 'info'} />
      <div class="app-notice__body">
        {node.title && <p class="app-notice__title">{node.title}</p>}
        {node.text && <p>{node.text}</p>}
        <Children of={node} shell={shell} />
      </div>
    </div>
  );
}

const badgeIcons: Record<string, string> = { ok: 'dot', soon: 'clock', warning: 'alert', info: 'info' };

export function Badge({ node }: NodeProps) {
  const tone = node.tone ?? 'info';
  return (
    <p class={classes('app-badge', `app-badge--${tone}`)} data-key={node.key} lang={node.lang ?? undefined}>
      <Icon name={badgeIcons[tone] ?? 'info'} />
      {node.text}
    </p>
  );
}

// The bar shows to the eye what the text says: it is not heard a second time.
export function Progress({ node }: NodeProps) {
  return (
    <div class="app-progress" data-key={node.key}>
      <p class="app-progress__text">{node.text}</p>
      {node.value != null && <progress class="app-progress__bar" value={Number(node.value)} max={100} aria-hidden="true" />}
    </div>
  );
}

// One over the page shows itself after a second, and is heard at once.
export function Loading({ node }: NodeProps) {
  return (
    <p
      class={classes('app-loading', node.style === 'over' && 'app-loading--over')}
      role="status"
      data-key={node.key}
      lang={node.lang ?? undefined}
    >
      <span class="app-loading__wheel" aria-hidden="true" />
      {node.text}
    </p>
  );
}
