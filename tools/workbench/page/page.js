// Starts the workbench in the page. Its options stand in the address as on the command line: ?--locale=sv&--key=ctrl-4
(() => {
  const state = document.getElementById("state");
  const lines = [];
  const options = [];
  for (const [name, value] of new URLSearchParams(location.search)) options.push(name, ...(value === "" ? [] : [value]));
  window.Module = {
    canvas: document.getElementById("canvas"),
    arguments: options,
    // What the program prints, for its tests.
    printed: lines,
    print: (line) => lines.push(line),
    printErr: (line) => {
      lines.push(line);
      console.error(line);
    },
    setStatus: (text) => {
      state.textContent = text;
    },
    // Asks and waits: the workbench works off its effects one after the other, as the native program does.
    askServer: (method, path, headers, body) => {
      const request = new XMLHttpRequest();
      request.open(method, path, false);
      for (const line of headers.split("\n")) {
        const colon = line.indexOf(":");
        if (colon > 0) request.setRequestHeader(line.slice(0, colon), line.slice(colon + 1));
      }
      try {
        request.send(body || null);
      } catch {
        return null;
      }
      if (request.status === 0) return null;
      return `${request.status}\r\n${request.getAllResponseHeaders()}\r\n${request.responseText}`;
    },
    download: (name, text) => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    },
    onAbort: (what) => {
      state.textContent = `The workbench has stopped: ${what}. Load the page again.`;
    },
  };
})();
