// The screen: keeps the tree, draws it, and puts the focus where the core says.
import { render } from 'preact';
import type { ViewMessage, ViewNode } from '../bridge/messages';
import { dividedView } from './divide';
import { NodeView } from './node';
import type { Shell } from './shell';
import { applyPatch } from './tree';

export type Dispatch = Omit<Shell, 'focus' | 'screen'>;

export class Screen {
  private root: ViewNode | null = null;
  // Counts the changes of screen.
  private screens = 0;
  private readonly shell: Shell;

  constructor(
    private readonly place: HTMLElement,
    dispatch: Dispatch,
    // Asked for each view: the resident may turn the phone.
    private readonly linesAreShort: () => boolean = () => false,
  ) {
    this.shell = { ...dispatch, focus: (key) => this.focus(key), screen: () => this.screens };
  }

  // False when a patch does not fit what is on the screen.
  draw(told: ViewMessage): boolean {
    const { documentElement: page } = document;
    const view = dividedView(told, 'root' in told ? told.locale : page.lang, this.linesAreShort());
    if ('root' in view) {
      if (view.focus) this.screens++;
      this.root = view.root;
      // Only what is new: the styles of the whole page hang on it.
      if (page.lang !== view.locale) page.lang = view.locale;
      if (page.dir !== (view.dir ?? 'ltr')) page.dir = view.dir ?? 'ltr';
    } else {
      const patched = this.root === null ? null : applyPatch(this.root, view);
      if (patched === null) return false;
      this.root = patched;
    }
    if (view.title) document.title = view.title;
    const hadFocus = this.place.contains(document.activeElement);
    render(<NodeView node={this.root} shell={this.shell} />, this.place);
    if ('root' in view && view.focus) window.scrollTo(0, 0);
    if (view.focus) this.arrive(view.focus);
    else if (hadFocus && !this.place.contains(document.activeElement)) this.focusTitle();
    return true;
  }

  // The core sends the focus somewhere: to the node itself where it can take it, else to its heading. A screen whose
  // title is a question has no node of its own for the title: then the page's h1.
  private arrive(key: string): void {
    const node = this.find(key);
    if (node === null) this.focusTitle();
    else if (node.matches(FOCUSABLE)) node.focus();
    else (node.querySelector<HTMLElement>('h1[tabindex]') ?? makeFocusable(node)).focus();
  }

  // The resident follows a link to a place on this screen: to the control that is to be put right.
  private focus(key: string): void {
    const node = this.find(key);
    if (node === null) return;
    (node.matches(CONTROL) ? node : (node.querySelector<HTMLElement>(CONTROL) ?? makeFocusable(node))).focus();
  }

  private find(key: string): HTMLElement | null {
    return this.place.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`);
  }

  // What had the focus is gone: the focus must not fall to the top of the page.
  private focusTitle(): void {
    this.place.querySelector<HTMLElement>('h1[tabindex]')?.focus();
  }
}

const CONTROL = 'input, select, textarea, button, a[href]';
const FOCUSABLE = `${CONTROL}, [tabindex]`;

function makeFocusable(node: HTMLElement): HTMLElement {
  node.tabIndex = -1;
  return node;
}
