// Runs in the page before anything else of it. It looks at the page once a frame and changes nothing; what it needs of
// the page costs it some ten microseconds.
//
// window.probe.usable    milliseconds from the beginning of the navigation to the frame that shows the first question
// window.probe.await()   says when the answer that is pressed next has settled
// window.probe.wasm()    bytes of WebAssembly memory
export function installProbe(first) {
  const memories = [];
  // The moment after the frame that is being made has been handed over.
  const afterFrame = (then) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => then(performance.now());
    channel.port2.postMessage(null);
  };
  const eachFrame = (isThere, then) => {
    const look = () => (isThere() ? afterFrame(then) : requestAnimationFrame(look));
    requestAnimationFrame(look);
  };
  const shows = ({ total, value, more, open }) => {
    const node = document.querySelector(total);
    const text = node === null ? '' : (node.value ?? node.textContent);
    return text === value && more.every((selector) => (document.querySelector(selector) !== null) === open);
  };

  const probe = {
    usable: undefined,
    wasm: () => memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0),
    // Resolves to milliseconds from the press: `frame` to the frame that shows what is expected, `change` to the last
    // change of the page before it.
    await: (expected) =>
      new Promise((resolve) => {
        let changed = 0;
        const observer = new MutationObserver(() => (changed = performance.now()));
        observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
        const pressed = ({ timeStamp }) => {
          removeEventListener('click', pressed, true);
          eachFrame(
            () => shows(expected),
            (end) => {
              observer.disconnect();
              resolve({ frame: end - timeStamp, change: changed - timeStamp });
            },
          );
        };
        addEventListener('click', pressed, true);
      }),
  };
  window.probe = probe;

  const noting = (instantiate) => async (...args) => {
    const result = await instantiate(...args);
    const { memory } = (result.instance ?? result).exports;
    if (memory !== undefined) memories.push(memory);
    return result;
  };
  WebAssembly.instantiate = noting(WebAssembly.instantiate.bind(WebAssembly));
  WebAssembly.instantiateStreaming = noting(WebAssembly.instantiateStreaming.bind(WebAssembly));
  eachFrame(
    () => document.querySelector(first)?.disabled === false,
    (end) => (probe.usable = end),
  );
}
