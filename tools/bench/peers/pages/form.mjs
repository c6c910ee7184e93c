// The form that the page's address names.
export async function fetchForm() {
  const name = new URLSearchParams(location.search).get('form');
  return (await fetch(`forms/${name}.json`)).json();
}
