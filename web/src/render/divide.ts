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
const LONG_IN_SHORT = /\p{L}{8,}/gu;
// Of a line shorter than this (in the height of large letters, rem), even one part of a compound may be longer.
const SHORT_LINE = 14;
const LEAST_BEGINNING = 3;
const LEAST_PART = 4;
const LEAST_END = 3; // where lines are short: "päivystys-apu"
// There a part as long as this is divided further in languages where one may do so before the consonant before a vowel.
const LONG_PART = 9;
// (Older browsers can't look behind in a pattern.)
const SYLLABLE = /[b-df-hj-np-tvwxz][aeiouyäöå]/giu;
const VOWEL = /[aeiouyäöå]/iu;
const BY_SYLLABLES = new Set(['fi', 'sv']);

const beginnings = new Map(Object.entries(file.beginnings).map(([language, words]) => [language, new Set(words)]));

// Whether lines are so short that not even the parts of long words may fit. `width`: of the window, `letters`: the size of
// the page's text, both in CSS pixels.
export function areLinesShort(width: number, letters: number): boolean {
  return width < SHORT_LINE * letters;
}

// The text with soft hyphens in its long words, after the parts that they are known to begin with, and where lines are
// short between syllables; and with numbers held together.
export function divided(text: string, locale: string, short = false): string {
  const language = locale.split('-')[0] ?? '';
  const known = beginnings.get(language);
  const held = text.replace(STROKE_OF_NUMBER, `$&${WORD_JOINER}`);
  return known === undefined ? held : held.replace(short ? LONG_IN_SHORT : LONG, (word) => {
    const parts = inParts(word, known);
    const further = (part: string): string[] => (part.length < LONG_PART ? [part] : inSyllables(part, known));
    return (short && BY_SYLLABLES.has(language) ? parts.flatMap(further) : parts).join(SOFT_HYPHEN);
  });
}

// A part that is long still: after what it is known to begin with itself, else at those of its syllables that leave enough
// on both sides.
function inSyllables(part: string, known: Set<string>): string[] {
  const within = inParts(part, known, LEAST_END);
  if (within.length > 1) return within;
  const leavesEnough = (at: number): boolean => at >= LEAST_PART && part.length - at >= LEAST_END && VOWEL.test(part.slice(0, at));
  const places = [...part.matchAll(SYLLABLE)].map(({ index }) => index).filter(leavesEnough);
  return [...places, part.length].map((at, i) => part.slice(places[i - 1] ?? 0, at));
}

function inParts(word: string, known: Set<string>, leastEnd = LEAST_PART): string[] {
  const small = word.toLowerCase();
  const places: number[] = [];
  for (let at = LEAST_BEGINNING; at <= word.length - leastEnd; at++) {
    if (!known.has(small.slice(0, at))) continue;
    // Of "perhe" and "perheen" it is the longer one that the word begins with.
    if (at - (places.at(-1) ?? 0) < LEAST_PART) places.pop();
    places.push(at);
  }
  return [...places, word.length].map((at, i) => word.slice(places[i - 1] ?? 0, at));
}

const READ = new Set(['text', 'hint', 'title', 'error', 'caption']);

// The view with all that is read divided; the page's own title is a field of the view, not of a node.
export function dividedView(view: ViewMessage, locale: string, short = false): ViewMessage {
  if ('root' in view) return { ...view, root: dividedNode(view.root, locale, short) };
  return { ...view, patch: view.patch.map((entry) => dividedNode(entry, locale, short)) };
}

function dividedNode<Node extends object>(node: Node, locale: string, short: boolean): Node {
  const { lang = locale, detailLang, role } = node as { lang?: string | null; detailLang?: string | null; role?: string };
  const fields = Object.entries(node).map(([field, value]) => {
    if (Array.isArray(value) && field === 'children') return [field, value.map((child) => dividedNode(child, locale, short))];
    const read = READ.has(field) || (field === 'value' && role === 'summary-row');
    const language = (field === 'hint' || field === 'value' ? detailLang : null) ?? lang ?? locale;
    return [field, read && typeof value === 'string' ? divided(value, language, short) : value];
  });
  return Object.fromEntries(fields) as Node;
}
