// The help of the page: what to call, in four languages. It stands in the page from the beginning and shows itself when
// the app takes too long; where the app cannot go on, it takes the app's place.
export function showHelp(place: HTMLElement, help: HTMLElement | null): void {
  if (help === null) return;
  place.remove();
  document.body.append(help);
  help.classList.add('help--now');
}

// Milliseconds of waiting before it is said.
const SILENCE = 1000;

// Shows and says the words of the page's shell ("the service is opening…") while the resident waits longer than a moment.
export function waitSign(shell: HTMLElement | null, tell: (text: string) => void): (waiting: boolean) => void {
  let timer = 0;
  return (waiting) => {
    clearTimeout(timer);
    shell?.classList.remove('shell--now');
    if (!waiting || shell === null) return;
    timer = window.setTimeout(() => {
      shell.classList.add('shell--now');
      const words = shell.querySelector('.shell__wait p');
      tell((words?.querySelector(`[lang="${document.documentElement.lang}"]`) ?? words)?.textContent ?? '');
    }, SILENCE);
  };
}
