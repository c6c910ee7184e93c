// A page for tests: the parts of happy-dom's window that the shell uses, as globals of this process.
export { Window } from 'happy-dom';

const PARTS = [
  'window',
  'document',
  'location',
  'history',
  'CSS',
  'Node',
  'Element',
  'HTMLElement',
  'HTMLInputElement',
  'Event',
  'KeyboardEvent',
  'MouseEvent',
  'SubmitEvent',
  'FocusEvent',
];

export function usePage(window) {
  for (const part of PARTS) {
    Object.defineProperty(globalThis, part, { value: window[part], configurable: true, writable: true });
  }
}
