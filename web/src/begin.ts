// What the first screen waits for, asked for before the rest of the script is here: this part of it is small, and each
// page runs it as soon as it has it (build/begin_first.ts). Nothing is decided here: what the core is going to ask for was
// seen on its first visits when it was built (wasm/split.mjs). What it does not ask for after all remains
// unread, and what it asks for besides is fetched then.
import { always, byLanguage, first } from 'virtual:core';
import { askEarly } from './bridge/http';
import { compileCore } from './bridge/loader';

export const base = new URL(import.meta.env.BASE_URL, location.href).href;

export const firstModule = compileCore(first);
firstModule.catch(() => {}); // told to whoever makes a core

askEarly([...ofLanguage(), ...always], base);

// What depends on the language, where that is plain: the browser's, or that of the address, and nothing kept that may know
// of another.
function ofLanguage(): string[] {
  try {
    if (sessionStorage.length > 0) return [];
  } catch {
    // Nothing can be kept.
  }
  const language = new URLSearchParams(location.search).get('lang') ?? navigator.language;
  return byLanguage.get(language) ?? byLanguage.get(language.split('-')[0]!) ?? [];
}
