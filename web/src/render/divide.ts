// Where long words may be divided at the end of a line. Finnish and Swedish write compounds as one word, and most
// browsers divide none of ours by themselves: with large text such a word would be torn apart anywhere. The places are
// marked with soft hyphens, which show only where a line ends. Where none may end, within a number, that is marked too.
import file from '../../../assets/language/divided.json';
import type { ViewMessage } from '../bridge/messages';

const SOFT_HYPHEN = '\u00ad';
const WORD_JOINER = '\u2060';
// "1-vuotiaalle", "8.00–20.00": no line ends behind these strokes.
const STROKE_OF_NUMBER = /\p{N}-(?=\p{L})|\p{N}–(?=\p{N})/gu;
const LONG = /\p{L}{12,}/gu;
const LEAST_BEGINNING = 3;
const LEAST_PART = 4;

const beginnings = new Map(Object.entries(file.beginnings).map(([language, words]) => [language, new Set(words)]));

// The text with soft hyphens after the parts that its long words are known to begin with, and with numbers held together.
export function divided(text: string, locale: string): string {
  const known = beginnings.get(locale.split('-')[0] ?? '');
  const held = text.replace(STROKE_OF_NUMBER, `$&${WORD_JOINER}`);
  return known === undefined ? held : held.replace(LONG, (word) => inParts(word, known));
}

function inParts(word: string, known: Set<string>): string {
  const small = word.toLowerCase();
  const places: number[] = [];
  for (let at = LEAST_BEGINNING; at <= word.length - LEAST_PART; at++) {
    if (!known.has(small.slice(0, at))) continue;
    // Of "perhe" and "perheen" it is the longer one that the word begins with.
    if (at - (places.at(-1) ?? 0) < LEAST_PART) places.pop();
    places.push(at);
  }
  return [...places, word.length].map((at, i) => word.slice(places[i - 1] ?? 0, at)).join(SOFT_HYPHEN);
}

const READ = new Set(['text', 'hint', 'title', 'error', 'caption']);

// The view with all that is read divided; the page's own title is a field of the view, not of a node.
export function dividedView(view: ViewMessage, locale: string): ViewMessage {
  if ('root' in view) return { ...view, root: dividedNode(view.root, locale) };
  return { ...view, patch: view.patch.map((entry) => dividedNode(entry, locale)) };
}

function dividedNode<Node extends object>(node: Node, locale: string): Node {
  const { lang = locale, detailLang, role } = node as { lang?: string | null; detailLang?: string | null; role?: string };
  const fields = Object.entries(node).map(([field, value]) => {
    if (Array.isArray(value) && field === 'children') return [field, value.map((child) => dividedNode(child, locale))];
    const read = READ.has(field) || (field === 'value' && role === 'summary-row');
    const language = (field === 'hint' || field === 'value' ? detailLang : null) ?? lang ?? locale;
    return [field, read && typeof value === 'string' ? divided(value, language) : value];
  });
  return Object.fromEntries(fields) as Node;
}
