// LHC-Forms as its README asks for: its own built files, then the form by LForms.Util.addFormToPage.
const name = new URLSearchParams(location.search).get('form');
fetch(`forms/${name}.json`)
  .then((answer) => answer.json())
  .then((form) => LForms.Util.addFormToPage(form, 'form', { prepopulate: false }))
  .catch((reason) => console.error(reason));
