// The words of the boundary between core and shell, as types. The contract itself is core/app/BOUNDARY.md; nothing here
// decides anything. Types describe what is expected, they check nothing: what arrives is checked where it is used.

export type JsonValue = null | boolean | number | string | JsonValue[] | { [name: string]: JsonValue };
export type JsonObject = { [name: string]: JsonValue };

export type FailureKind = 'offline' | 'timeout' | 'denied' | 'unsupported';

export type CoreEvent =
  | { type: 'start'; entry: Entry; locale: string; capabilities: string[]; resume?: string; framed?: boolean; language?: string }
  | { type: 'navigate'; path: string }
  | { type: 'navigate'; back: true }
  | { type: 'set'; key: string; value: JsonValue }
  | { type: 'press'; key: string }
  | { type: 'result'; id: number; ok: JsonObject }
  | { type: 'result'; id: number; failed: { kind: FailureKind } }
  | { type: 'host'; message: JsonObject }
  | { type: 'tabs'; message: JsonObject }
  | { type: 'locale'; locale: string }
  | { type: 'unkept' };

export type Entry = 'app' | 'chat' | 'webview';

export interface Message {
  v: 1;
  now: string;
  uid: string;
  event: CoreEvent;
}

export interface EffectMessage {
  id: number;
  type: string;
  [field: string]: JsonValue;
}

export interface ReplyError {
  phase: string;
  path: string;
  message: string;
}

export interface Reply {
  v: 1;
  effects: EffectMessage[];
  view: ViewMessage | null;
  error?: ReplyError;
}

// One node of the view. Which fields a role has is told by the table of BOUNDARY.md.
export interface ViewNode {
  key: string;
  role: string;
  children?: ViewNode[] | null;
  can?: string[] | null;
  is?: string[] | null;
  lang?: string | null;
  detailLang?: string | null;
  text?: string | null;
  title?: string | null;
  hint?: string | null;
  caption?: string | null;
  languages?: string | null;
  error?: string | null;
  level?: number | null;
  style?: string | null;
  tone?: string | null;
  kind?: string | null;
  value?: string | number | null;
  unit?: string | null;
  max?: number | null;
  autocomplete?: string | null;
  options?: { value: string; text: string; lang?: string }[] | null;
  icon?: string | null;
  href?: string | null;
  target?: string | null;
  initial?: string | null;
  number?: string | null;
  weekday?: string | null;
  day?: string | null;
}

export interface WholeView {
  rev: number;
  locale: string;
  dir: 'ltr' | 'rtl';
  title: string;
  focus?: string;
  root: ViewNode;
}

// Either the new fields of a known node, a new node with its place, or the word that a node is gone.
export type PatchEntry =
  | { key: string; removed: true }
  | (ViewNode & { parent: string; after: string | null })
  | Changes;
export type Changes = Partial<ViewNode> & { key: string };

export interface PatchView {
  rev: number;
  patch: PatchEntry[];
  focus?: string;
  title?: string;
}

export type ViewMessage = WholeView | PatchView;
