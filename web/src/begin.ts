// What the first screen waits for, asked for before the rest of the script is here: this part of it is small, and each
// page runs it as soon as it has it (build/begin_first.ts). Nothing is decided here. What the core does not ask for
// remains unread, and what it asks for besides is fetched then.
import { first } from 'virtual:core';
import { askEarly } from './bridge/http';
import { compileCore } from './bridge/loader';

export const base = new URL(import.meta.env.BASE_URL, location.href).href;

export const firstModule = compileCore(first);
firstModule.catch(() => {}); // told to whoever makes a core

askEarly(
  [...textsToBe(), '/session', '/content/directory.json', '/fhir/HealthcareService', '/content/assets/permissions/permissions.json'],
  base,
);

// The texts that the core is going to ask for, where that is plain: the browser's language, or that of the address, and
// nothing kept that may know of another.
function textsToBe(): string[] {
  try {
    if (sessionStorage.length > 0) return [];
  } catch {
    // Nothing can be kept.
  }
  const language = (new URLSearchParams(location.search).get('lang') ?? navigator.language).split('-')[0];
  return language === 'fi' || language === 'sv' || language === 'en' ? [`/content/i18n/${language}.json`] : [];
}
