// Summaries: what was answered, and what must still be put right.
import type { ViewNode } from '../../bridge/messages';
import { Children, NodeView } from '../node';
import { idOf, type NodeProps } from '../shell';

export function SummaryList({ node, shell }: NodeProps) {
  return (
    <dl class="govuk-summary-list" data-key={node.key} lang={node.lang ?? undefined}>
      <Children of={node} shell={shell} />
    </dl>
  );
}

export function SummaryRow({ node, shell }: NodeProps) {
  const hasActions = (node.children ?? []).length > 0;
  return (
    <div class="govuk-summary-list__row" data-key={node.key} lang={node.lang ?? undefined}>
      <dt class="govuk-summary-list__key">{node.text}</dt>
      <dd class="govuk-summary-list__value" lang={node.detailLang ?? undefined}>
        {node.value}
      </dd>
      {hasActions && (
        <dd class="govuk-summary-list__actions">
          <Children of={node} shell={shell} />
        </dd>
      )}
    </div>
  );
}

export function ErrorSummary({ node, shell }: NodeProps) {
  const id = idOf(node, '-title');
  const item = (child: ViewNode) => (
    <li key={child.key}>
      <NodeView node={child} shell={shell} />
    </li>
  );
  return (
    <div
      class="govuk-error-summary"
      data-key={node.key}
      lang={node.lang ?? undefined}
      tabIndex={-1}
      role="group"
      aria-labelledby={id}
    >
      <div role="alert">
        <h2 class="govuk-error-summary__title" id={id}>
          {node.title}
        </h2>
        <div class="govuk-error-summary__body">
          <ul class="govuk-list govuk-error-summary__list">{(node.children ?? []).map(item)}</ul>
        </div>
      </div>
    </div>
  );
}
