// The questions on the screen: [{id, kind, filled}], in their order; none while the page is being loaded. A radio button
// and a checkbox are called after their question ("q.fever.no").
export function questionsOn(page) {
  return page.evaluate(() => {
    const questions = new Map();
    for (const field of document.querySelectorAll('main form input, main form textarea')) {
      const several = field.type === 'radio' || field.type === 'checkbox';
      const id = several ? field.name || field.dataset.key?.replace(/\.[^.]*$/, '') : field.dataset.key;
      if (id === undefined) continue;
      const filled = several ? field.checked : field.value !== '';
      questions.set(id, { id, kind: field.type, filled: filled || questions.get(id)?.filled === true });
    }
    return [...questions.values()];
  }).catch(() => []);
}
