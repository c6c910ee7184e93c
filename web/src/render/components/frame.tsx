// The frame of every screen: header with the person acted for, content, and the bar with the emergency numbers.
import type { ViewNode } from '../../bridge/messages';
import { Mark } from '../icons';
import { Children } from '../node';
import { can, type NodeProps } from '../shell';

const frameRoles = new Set(['banner', 'footer']);
const inContent = (child: ViewNode) => !frameRoles.has(child.role);

export function Page({ node, shell }: NodeProps) {
  return (
    <div class="app-page" data-key={node.key}>
      <Children of={node} shell={shell} only={(child) => child.role === 'banner'} />
      <main key={shell.screen()} class="app-content">
        <Children of={node} shell={shell} only={inContent} />
      </main>
      <Children of={node} shell={shell} only={(child) => child.role === 'footer'} />
    </div>
  );
}

export function Banner({ node, shell }: NodeProps) {
  // A language is named in itself.
  const languages = (child: ViewNode) => child.role === 'action' && Boolean(child.lang);
  const hasLanguages = (node.children ?? []).some(languages);
  const leadsHome = can(node, 'press');
  return (
    <header class="app-banner" data-key={leadsHome ? undefined : node.key} lang={node.lang ?? undefined}>
      <div class="app-banner__inner">
        {leadsHome ? (
          <button
            type="button"
            class="app-banner__name app-banner__home"
            data-key={node.key}
            onClick={() => shell.press(node.key)}
          >
            <Mark />
            <span>{node.text}</span>
            {node.hint && <span class="govuk-visually-hidden">, {node.hint}</span>}
          </button>
        ) : (
          <div class="app-banner__name">
            <Mark />
            <span>{node.text}</span>
          </div>
        )}
        <Children of={node} shell={shell} only={(child) => !languages(child)} />
        {hasLanguages && (
          <div class="app-banner__languages" role={node.languages ? 'group' : undefined} aria-label={node.languages ?? undefined}>
            <Children of={node} shell={shell} only={languages} />
          </div>
        )}
      </div>
    </header>
  );
}

export function Person({ node, shell }: NodeProps) {
  const content = (
    <>
      {node.initial && (
        <span class="app-person__dot" aria-hidden="true">
          {node.initial}
        </span>
      )}
      <span class="app-person__text">
        <bdi>{node.text}</bdi>
        {node.hint && <span class="app-person__hint">{node.hint}</span>}
      </span>
    </>
  );
  if (!can(node, 'press')) {
    return (
      <div class="app-person" data-key={node.key}>
        {content}
      </div>
    );
  }
  return (
    <button type="button" class="app-person" data-key={node.key} onClick={() => shell.press(node.key)}>
      {content}
    </button>
  );
}

export function Footer({ node, shell }: NodeProps) {
  return (
    <footer class="app-footer" data-key={node.key}>
      <div class="app-footer__inner">
        <Children of={node} shell={shell} />
      </div>
    </footer>
  );
}
