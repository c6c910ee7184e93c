// Fields for text, numbers and dates, and lists to choose from.
//
// A field belongs to the resident while it has the focus: its text is never written then, so that dictation, input
// methods and autofill are not disturbed. Otherwise it takes the core's value when that changes.
import { Component, type ComponentChild, createRef } from 'preact';
import type { ViewNode } from '../../bridge/messages';
import { classes, idOf, is, type NodeProps, type Shell } from '../shell';

export function Field(props: NodeProps) {
  return <FieldGroup {...props} heading={is(props.node, 'heading')} />;
}

export const Select = Field;

interface FieldGroupProps {
  node: ViewNode;
  shell: Shell;
  // The label is the page's h1.
  heading: boolean;
}

export class FieldGroup extends Component<FieldGroupProps> {
  private readonly control = createRef<HTMLInputElement & HTMLTextAreaElement & HTMLSelectElement>();

  override componentDidMount(): void {
    this.write();
  }

  override componentDidUpdate(before: FieldGroupProps): void {
    if (before.node.value !== this.props.node.value || this.props.node.role === 'select') this.write();
  }

  private write(): void {
    const control = this.control.current;
    const value = String(this.props.node.value ?? '');
    if (control !== null && control.value !== value && control !== document.activeElement) control.value = value;
  }

  override render(): ComponentChild {
    const { node, heading } = this.props;
    const id = idOf(node);
    const label = (
      <label class={classes('govuk-label', heading ? 'govuk-label--l' : 'govuk-label--s')} for={id}>
        {node.text}
      </label>
    );
    return (
      <div
        class={classes('govuk-form-group', node.error && 'govuk-form-group--error')}
        lang={node.lang ?? undefined}
      >
        {heading ? (
          <h1 class="govuk-label-wrapper" tabIndex={-1}>
            {label}
          </h1>
        ) : (
          label
        )}
        {node.hint && (
          <div class="govuk-hint" id={`${id}-hint`}>
            {node.hint}
          </div>
        )}
        {node.error && (
          <p class="govuk-error-message" id={`${id}-error`}>
            {node.error}
          </p>
        )}
        {this.controlWithUnit(id)}
      </div>
    );
  }

  // The unit is heard with the field that it describes, and not a second time by itself.
  private controlWithUnit(id: string): ComponentChild {
    const { unit } = this.props.node;
    if (!unit) return this.controlOf(id);
    return (
      <div class="govuk-input__wrapper">
        {this.controlOf(id)}
        <div class="govuk-input__suffix" aria-hidden="true" id={`${id}-unit`}>
          {unit}
        </div>
      </div>
    );
  }

  private controlOf(id: string): ComponentChild {
    const { node, shell } = this.props;
    const shared = {
      ref: this.control,
      id,
      'data-key': node.key,
      name: node.key,
      'aria-describedby':
        classes(node.hint && `${id}-hint`, node.error && `${id}-error`, node.unit && `${id}-unit`) || undefined,
      'aria-invalid': node.error ? ('true' as const) : undefined,
      autocomplete: (node.autocomplete ?? 'off') as 'off',
    };
    if (node.role === 'select') {
      const choose = (event: Event) => shell.set(node.key, (event.currentTarget as HTMLSelectElement).value);
      return (
        <select {...shared} class={classes('govuk-select', node.error && 'govuk-select--error')} onChange={choose}>
          {(node.options ?? []).map((option) => (
            <option key={option.value} value={option.value} lang={option.lang}>
              {option.text}
            </option>
          ))}
        </select>
      );
    }
    const typed = {
      readOnly: is(node, 'read-only'),
      maxLength: node.max ?? undefined,
      onInput: (event: Event) => shell.type(node.key, (event.currentTarget as HTMLInputElement).value),
      onBlur: () => shell.settle(),
    };
    if (node.kind === 'textarea') {
      return (
        <textarea
          {...shared}
          {...typed}
          class={classes('govuk-textarea', node.error && 'govuk-textarea--error')}
          rows={5}
        />
      );
    }
    const short = node.kind === 'integer' || node.kind === 'decimal' || node.kind === 'date' || node.kind === 'time';
    return (
      <input
        {...shared}
        {...typed}
        {...inputKind(node.kind)}
        class={classes('govuk-input', short && 'govuk-input--width-10', node.error && 'govuk-input--error')}
      />
    );
  }
}

// Numbers, days and times are typed as text. Number fields of browsers refuse commas and change by accident when one
// scrolls; their date fields show days in the order of the browser's language, not of the page's.
function inputKind(kind: string | null | undefined) {
  switch (kind) {
    case 'integer':
      return { type: 'text', inputMode: 'numeric' } as const;
    case 'decimal':
      return { type: 'text', inputMode: 'decimal' } as const;
    case 'email':
      return { type: kind } as const;
    case 'tel':
      return { type: kind } as const;
    case 'search':
      return { type: kind } as const;
    default:
      return { type: 'text' } as const;
  }
}
