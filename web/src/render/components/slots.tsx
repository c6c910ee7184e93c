// Free times: days to choose from, then the times of that day. Buttons in lists, no grid and no calendar widget: a
// screen reader reads the whole day and the whole time, a keyboard moves with Tab.
import { Children } from '../node';
import { classes, idOf, is, type NodeProps } from '../shell';

export function SlotList({ node, shell }: NodeProps) {
  const id = idOf(node, '-title');
  return (
    <section class="app-slot-list" data-key={node.key} lang={node.lang ?? undefined} aria-labelledby={id}>
      <h2 class="govuk-visually-hidden" id={id}>
        {node.text}
      </h2>
      <Children of={node} shell={shell} />
    </section>
  );
}

export function SlotDay({ node, shell }: NodeProps) {
  return (
    <button
      type="button"
      class={classes('app-day', is(node, 'selected') && 'app-day--selected', is(node, 'empty') && 'app-day--empty')}
      data-key={node.key}
      aria-pressed={is(node, 'selected') ? 'true' : 'false'}
      onClick={() => shell.press(node.key)}
    >
      <span class="govuk-visually-hidden">{node.text}, </span>
      <span class="app-day__weekday" aria-hidden="true">
        {node.weekday}
      </span>
      <span class="app-day__number" aria-hidden="true">
        {node.day}
      </span>
      <span class="app-day__hint">{node.hint}</span>
    </button>
  );
}

export function Slot({ node, shell }: NodeProps) {
  return (
    <button
      type="button"
      class={classes('app-slot', is(node, 'selected') && 'app-slot--selected')}
      data-key={node.key}
      aria-pressed={is(node, 'selected') ? 'true' : 'false'}
      aria-disabled={is(node, 'busy') ? 'true' : undefined}
      onClick={() => is(node, 'busy') || shell.press(node.key)}
    >
      <span class="app-slot__time">{node.text}</span>{' '}
      {node.hint && (
        <span class="app-slot__hint" lang={node.detailLang ?? undefined}>
          {node.hint}
        </span>
      )}
    </button>
  );
}
