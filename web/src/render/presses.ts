// The second click of a double press belongs to what was under the first: a page that has come in between takes neither an
// answer nor an order from it.
export function guardDoublePresses(page: Document): void {
  let first: string | undefined;
  page.addEventListener(
    'click',
    (event) => {
      const key = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-key]')?.dataset['key'] : undefined;
      if (event.detail > 1 && key !== first) {
        event.preventDefault();
        event.stopImmediatePropagation();
      } else {
        first = key;
      }
    },
    true,
  );
}
