// Cards: advice, emergencies, channels, and plain grouping.
import type { ViewNode } from '../../bridge/messages';
import { Icon } from '../icons';
import { Children } from '../node';
import { classes, idOf, is, type NodeProps } from '../shell';
import { levelOf } from './texts';

export function CareCard({ node, shell }: NodeProps) {
  const id = idOf(node, '-title');
  return (
    <section
      class={classes('app-care', `app-care--${node.tone ?? 'ok'}`)}
      data-key={node.key}
      lang={node.lang ?? undefined}
      aria-labelledby={node.title ? id : undefined}
    >
      {node.title && (
        <h2 class="app-care__title" id={id}>
          {node.title}
        </h2>
      )}
      {node.text && <p>{node.text}</p>}
      <Children of={node} shell={shell} />
    </section>
  );
}

// Its title is the screen's first heading, its own or one that it holds: an emergency is never one matter among others.
export function Emergency({ node, shell }: NodeProps) {
  const id = idOf(node, '-title');
  const Title = `h${levelOf(node.level, 1)}` as const;
  const heading = (child: ViewNode) => child.role === 'heading';
  return (
    <section
      class="app-emergency"
      data-key={node.key}
      lang={node.lang ?? undefined}
      aria-labelledby={node.title ? id : undefined}
    >
      {node.title && (
        <Title class="app-emergency__title" id={id} tabIndex={-1}>
          {node.title}
        </Title>
      )}
      <Children of={node} shell={shell} only={heading} />
      {node.text && <p>{node.text}</p>}
      <Children of={node} shell={shell} only={(child) => !heading(child)} />
    </section>
  );
}

// What stands above the channel's name: whether it is open.
const aboveName = (child: ViewNode) => child.role === 'badge';

export function ChannelCard({ node, shell }: NodeProps) {
  const id = idOf(node, '-name');
  const Name = `h${levelOf(node.level, 2)}` as const;
  return (
    <section
      class={classes('app-channel', is(node, 'first') && 'app-channel--first')}
      data-key={node.key}
      lang={node.lang ?? undefined}
      aria-labelledby={id}
    >
      <Icon name={node.icon ?? node.kind ?? 'phone'} framed />
      <div class="app-channel__body">
        <Children of={node} shell={shell} only={aboveName} />
        <Name class="app-channel__name" id={id}>
          {node.text}
        </Name>
        {node.number && <p class="app-channel__number">{node.number}</p>}
        {node.hint && <p class="app-channel__hint">{node.hint}</p>}
        <Children of={node} shell={shell} only={(child) => !aboveName(child)} />
      </div>
    </section>
  );
}

export function Card({ node, shell }: NodeProps) {
  return (
    <div
      class={classes('app-card', is(node, 'selected') && 'app-card--selected')}
      data-key={node.key}
      lang={node.lang ?? undefined}
    >
      {node.title && <h2 class="app-card__title">{node.title}</h2>}
      {node.text && <p>{node.text}</p>}
      <Children of={node} shell={shell} />
    </div>
  );
}

export function Group({ node, shell }: NodeProps) {
  const id = idOf(node, '-title');
  const Title = `h${levelOf(node.level, 2)}` as const;
  return (
    <div
      class="app-group"
      data-key={node.key}
      lang={node.lang ?? undefined}
      role={node.text ? 'group' : undefined}
      aria-labelledby={node.text ? id : undefined}
    >
      {node.text && (
        <Title class="app-group__title" id={id}>
          {node.text}
        </Title>
      )}
      <Children of={node} shell={shell} />
    </div>
  );
}
