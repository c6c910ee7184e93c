// Questions with choices. The markup is that of govuk-frontend's fieldset, radios and checkboxes.
import type { ComponentChildren } from 'preact';
import type { ViewNode } from '../../bridge/messages';
import { Children } from '../node';
import { classes, idOf, is, type NodeProps } from '../shell';
import { FieldGroup } from './fields';

export function Form({ node, shell }: NodeProps) {
  const submit = (event: Event) => {
    event.preventDefault();
    const action = submitOf(node);
    if (action !== undefined && !is(action, 'busy') && !is(action, 'disabled')) shell.press(action.key);
  };
  return (
    <form data-key={node.key} noValidate onSubmit={submit}>
      <Children of={node} shell={shell} />
    </form>
  );
}

function submitOf(node: ViewNode): ViewNode | undefined {
  if (node.role === 'action' && is(node, 'submit')) return node;
  for (const child of node.children ?? []) {
    const found = submitOf(child);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function Question({ node, shell }: NodeProps) {
  const field = onlyField(node);
  if (field !== undefined) return <QuestionOfOneField {...{ node, shell, field }} />;
  const hintId = idOf(node, '-hint');
  const errorId = idOf(node, '-error');
  return (
    <div class={classes('govuk-form-group', node.error && 'govuk-form-group--error')}>
      <fieldset
        class="govuk-fieldset"
        id={idOf(node)}
        data-key={node.key}
        lang={node.lang ?? undefined}
        aria-describedby={classes(node.hint && hintId, node.error && errorId) || undefined}
      >
        <legend class={classes('govuk-fieldset__legend', `govuk-fieldset__legend--${is(node, 'heading') ? 'l' : 'm'}`)}>
          <QuestionText node={node} />
        </legend>
        {node.hint && (
          <div class="govuk-hint" id={hintId}>
            {node.hint}
          </div>
        )}
        {node.error && (
          <p class="govuk-error-message" id={errorId}>
            {node.error}
          </p>
        )}
        <Children of={node} shell={shell} />
      </fieldset>
    </div>
  );
}

function QuestionText({ node }: { node: ViewNode }): ComponentChildren {
  if (!is(node, 'heading')) return node.text;
  return (
    <h1 class="govuk-fieldset__heading" tabIndex={-1}>
      {node.text}
    </h1>
  );
}

// A question with one field that says nothing of its own needs no group around it: its text is the field's label.
function onlyField(node: ViewNode): ViewNode | undefined {
  const [child, ...others] = node.children ?? [];
  if (child === undefined || others.length > 0) return undefined;
  const silent = !child.text || child.text === node.text;
  return (child.role === 'field' || child.role === 'select') && silent ? child : undefined;
}

function QuestionOfOneField({ node, shell, field }: NodeProps & { field: ViewNode }) {
  const labelled = { ...field, text: node.text, hint: field.hint ?? node.hint, error: field.error ?? node.error };
  return (
    <div data-key={node.key} lang={node.lang ?? undefined}>
      <FieldGroup node={labelled as ViewNode} shell={shell} heading={is(node, 'heading')} />
    </div>
  );
}

export function Choice({ node, shell, inside }: NodeProps) {
  const kind = node.kind === 'checkbox' ? 'checkbox' : 'radio';
  const block = kind === 'checkbox' ? 'govuk-checkboxes' : 'govuk-radios';
  const id = idOf(node);
  const question = inside?.key ?? node.key;
  const choose = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    shell.set(question, kind === 'radio' ? input.value : checkedValues(input));
  };
  return (
    <div class={`${block}__item`}>
      <input
        class={`${block}__input`}
        id={id}
        data-key={node.key}
        name={question}
        type={kind}
        value={String(node.value ?? '')}
        checked={is(node, 'checked')}
        disabled={is(node, 'disabled')}
        aria-describedby={node.hint ? `${id}-hint` : undefined}
        onChange={choose}
      />
      <label class={`govuk-label ${block}__label`} for={id} lang={node.lang ?? undefined}>
        {node.text}
      </label>
      {node.hint && (
        <div class={`govuk-hint ${block}__hint`} id={`${id}-hint`}>
          {node.hint}
        </div>
      )}
    </div>
  );
}

// Read from the page, not from the last view: two quick presses may come before the core has answered the first.
function checkedValues(input: HTMLInputElement): string[] {
  const all = input.closest('fieldset')?.querySelectorAll<HTMLInputElement>('input[type=checkbox]') ?? [input];
  return [...all].filter((box) => box.name === input.name && box.checked).map((box) => box.value);
}
