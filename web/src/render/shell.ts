// What a drawn node can ask of the shell around it.
import type { JsonValue, ViewNode } from '../bridge/messages';

export interface Shell {
  press(key: string): void;
  // A choice: told to the core at once.
  set(key: string, value: JsonValue): void;
  // Text being typed: told to the core when the hand rests.
  type(key: string, value: string): void;
  // The field is left: what was typed is told now.
  settle(): void;
  focus(key: string): void;
  // The number of the screen: another one gets another. Its content gets new DOM nodes then, since a heading that stays
  // the same node would not be read out again; the frame around it stays.
  screen(): number;
}

export interface NodeProps {
  node: ViewNode;
  shell: Shell;
  // The node around this one, where that matters (a choice belongs to a question).
  inside?: ViewNode | undefined;
}

export function is(node: ViewNode, state: string): boolean {
  return node.is?.includes(state) ?? false;
}

export function can(node: ViewNode, what: string): boolean {
  return node.can?.includes(what) ?? false;
}

// An id for the DOM: keys are unique, but an id may hold no white space.
export function idOf(node: ViewNode, part = ''): string {
  return node.key.replace(/\s/g, '_') + part;
}

// Class names, leaving out those that don't apply.
export function classes(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
