// Things to press: buttons act, links lead elsewhere.
import type { ComponentChildren } from 'preact';
import { outsideAddress } from '../../bridge/addresses';
import { Chevron, Icon } from '../icons';
import { can, classes, is, type NodeProps } from '../shell';

const buttonClasses: Record<string, string> = {
  primary: 'app-button',
  secondary: 'app-button app-button--secondary',
  danger: 'app-button app-button--danger',
  quiet: 'app-quiet',
  tile: 'app-tile',
};

export function Action({ node, shell }: NodeProps) {
  const style = node.style ?? 'secondary';
  const submit = is(node, 'submit');
  const idle = is(node, 'busy') || is(node, 'disabled');
  // A button that can't be pressed now stays reachable: taking it out of the focus order would lose the focus.
  const press = (event: Event) => {
    if (idle) event.preventDefault();
    else if (!submit) shell.press(node.key);
  };
  return (
    <button
      type={submit ? 'submit' : 'button'}
      class={classes(buttonClasses[style] ?? 'app-button', is(node, 'busy') && 'app-button--busy')}
      data-key={node.key}
      lang={node.lang ?? undefined}
      aria-pressed={is(node, 'pressed') ? 'true' : undefined}
      aria-disabled={idle ? 'true' : undefined}
      onClick={press}
    >
      <Face {...{ node, shell }} tile={style === 'tile'} />
    </button>
  );
}

const linkClasses: Record<string, string> = {
  button: 'app-button',
  danger: 'app-button app-button--danger',
  tile: 'app-tile',
};

export function Link({ node, shell }: NodeProps) {
  const style = node.style ?? '';
  const shared = {
    class: linkClasses[style] ?? 'govuk-link app-link',
    'data-key': node.key,
    lang: node.lang ?? undefined,
  };
  const face = <Face {...{ node, shell }} tile={style === 'tile'} />;
  const href = node.href ? outsideAddress(node.href) : null;
  if (href !== null) {
    return (
      <a {...shared} href={href} rel={href.startsWith('http') ? 'noreferrer' : undefined}>
        {face}
      </a>
    );
  }
  if (node.target) {
    const target = node.target;
    const go = (event: Event) => {
      event.preventDefault();
      shell.focus(target);
    };
    return (
      <a {...shared} href={`#${encodeURIComponent(target)}`} onClick={go}>
        {face}
      </a>
    );
  }
  if (!can(node, 'press')) return <span {...shared}>{face}</span>;
  return (
    <button type="button" {...shared} onClick={() => shell.press(node.key)}>
      {face}
    </button>
  );
}

function Face({ node, tile }: NodeProps & { tile: boolean }): ComponentChildren {
  // Inside the button it belongs to its name, and is heard once.
  const hint = node.hint && (
    <span class={tile ? 'app-tile__hint' : 'app-button__hint'} lang={node.detailLang ?? undefined}>
      {node.hint}
    </span>
  );
  if (!tile) {
    return (
      <>
        {node.icon && <Icon name={node.icon} />}
        <span>{node.text}</span> {hint}
      </>
    );
  }
  return (
    <>
      {node.icon && <Icon name={node.icon} framed />}
      <span class="app-tile__body">
        <span class="app-tile__text">{node.text}</span> {hint}
      </span>
      <Chevron />
    </>
  );
}
