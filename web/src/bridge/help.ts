// The help of the page: what to call, in four languages. It stands in the page from the beginning and shows itself when
// the app takes too long; where the app cannot go on, it takes the app's place.
export function showHelp(place: HTMLElement, help: HTMLElement | null): void {
  if (help === null) return;
  place.remove();
  document.body.append(help);
  help.classList.add('help--now');
}
