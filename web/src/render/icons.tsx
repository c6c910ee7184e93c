// Our own icons: 24 × 24, drawn with lines in the colour of the text. Always beside a text, never instead of one, so
// they are hidden from assistive technology.
import { classes } from './shell';

const CIRCLE = 'M12 3.5a8.5 8.5 0 1 1 0 17a8.5 8.5 0 0 1 0-17z';

const paths: Record<string, string> = {
  alert: 'M12 4.2 21 19.5H3z M12 10v4.2 M12 16.9v.1',
  attention: 'M12 4.2 21 19.5H3z M12 10v4.2 M12 16.9v.1',
  back: 'M14.5 5.5 8 12l6.5 6.5',
  book: 'M5 5.5h5.5A1.5 1.5 0 0 1 12 7v12.5A1.5 1.5 0 0 0 10.5 18H5z M19 5.5h-5.5A1.5 1.5 0 0 0 12 7v12.5a1.5 1.5 0 0 1 1.5-1.5H19z',
  calendar: 'M5 6.5h14v13H5z M5 10.5h14 M8.5 4v4 M15.5 4v4',
  chat: 'M4.5 5.5h15v10.5h-8.5l-4 3.5v-3.5h-2.5z M8 9.2h8 M8 12.3h5.5',
  check: 'M5 12.5l4.7 4.7L19 7.5',
  child: 'M12 8.7a2.6 2.6 0 1 0 0-5.2a2.6 2.6 0 0 0 0 5.2z M7.5 12.5h9 M12 9v5.5 M12 14.5l-2.7 5.5 M12 14.5l2.7 5.5',
  clock: `${CIRCLE} M12 7.5v5l3.2 2`,
  close: 'M6.5 6.5l11 11 M17.5 6.5l-11 11',
  external: 'M13.5 5H19v5.5 M19 5l-8.5 8.5 M16.5 13.5V19H5V7.5h5.5',
  family: 'M8.5 10.5a3 3 0 1 0 0-6a3 3 0 0 0 0 6z M3.5 19.5c0-4 2-6 5-6s5 2 5 6 M16.7 13a2.3 2.3 0 1 0 0-4.6a2.3 2.3 0 0 0 0 4.6z M15.5 15.6c3.2-.6 5 1 5 3.9',
  feedback: 'M4.5 5.5h15v10.5h-8.5l-4 3.5v-3.5h-2.5z M12 8v3 M12 13.2v.1',
  form: 'M6.5 4h11v16h-11z M9.5 8.5h5 M9.5 12h5 M9.5 15.5h3',
  heart: 'M12 19.5 4.9 12.6a4.5 4.5 0 0 1 0-6.4a4.5 4.5 0 0 1 6.4 0l.7.7.7-.7a4.5 4.5 0 0 1 6.4 0a4.5 4.5 0 0 1 0 6.4z',
  home: 'M4.5 11.5 12 5l7.5 6.5 M6.5 10v9.5h11V10 M10 19.5v-5h4v5',
  info: `${CIRCLE} M12 11v5.5 M12 7.9v.1`,
  key: 'M8.5 15.5a3.5 3.5 0 1 0 0-7a3.5 3.5 0 0 0 0 7z M12 12h8.5 M17.5 12v3.5',
  language: `${CIRCLE} M3.5 12h17 M12 3.5c-5 5-5 12 0 17 M12 3.5c5 5 5 12 0 17`,
  link: 'M10 14.2a3.7 3.7 0 0 1 0-5.2l2.7-2.7a3.7 3.7 0 0 1 5.2 5.2l-1.2 1.2 M14 9.8a3.7 3.7 0 0 1 0 5.2l-2.7 2.7a3.7 3.7 0 0 1-5.2-5.2l1.2-1.2',
  mail: 'M4 6.5h16v11.5H4z M4 7l8 6 8-6',
  medicine: 'M8.2 4.9a3.5 3.5 0 0 1 5 0l5.9 5.9a3.5 3.5 0 0 1-5 5L8.2 9.9a3.5 3.5 0 0 1 0-5z M11.2 12.9l5-5',
  person: 'M12 11a3.7 3.7 0 1 0 0-7.4a3.7 3.7 0 0 0 0 7.4z M4.8 20c0-4.3 2.8-6.5 7.2-6.5s7.2 2.2 7.2 6.5',
  phone: 'M6.2 4h3.3l1.5 4.2-2.1 1.6a11 11 0 0 0 5.3 5.3l1.6-2.1L20 14.5v3.3A2.2 2.2 0 0 1 17.8 20C10.6 20 4 13.4 4 6.2A2.2 2.2 0 0 1 6.2 4z',
  place: 'M12 20.5c-4-4.5-6-7.6-6-10.5a6 6 0 0 1 12 0c0 2.9-2 6-6 10.5z M12 12.2a2.2 2.2 0 1 0 0-4.4a2.2 2.2 0 0 0 0 4.4z',
  search: 'M10.5 16.5a6 6 0 1 0 0-12a6 6 0 0 0 0 12z M15 15l5 5',
  shield: 'M12 3.8l7 2.5v5.2c0 4.3-2.8 7.3-7 8.9c-4.2-1.6-7-4.6-7-8.9V6.3z M9 12l2.2 2.2L15.2 10',
  sms: 'M4 5h16v11.5H4z M8 10.8v.1 M12 10.8v.1 M16 10.8v.1 M9 20h6',
  symptom: 'M9.5 4h5v5.5H20v5h-5.5V20h-5v-5.5H4v-5h5.5z',
  tooth: 'M7.8 4.2c1.8 0 2.6.9 4.2.9s2.4-.9 4.2-.9c2.4 0 3.8 1.8 3.8 4.3c0 2.7-1.4 4-2 6.6c-.4 1.8-.4 4.7-2 4.7c-1.9 0-1.6-5.3-4-5.3s-2.1 5.3-4 5.3c-1.6 0-1.6-2.9-2-4.7c-.6-2.6-2-3.9-2-6.6c0-2.5 1.4-4.3 3.8-4.3z',
  vaccine: 'M15 4l5 5 M17.5 6.5 15 9 M11 6.5l6.5 6.5 M15.3 10.8 9.5 16.6H7.4v-2.1l5.8-5.8 M7.4 16.6 4 20',
  video: 'M4 7h11v10H4z M15 10.5l5-3v9l-5-3',
  walk: 'M13 6.5a1.7 1.7 0 1 0 0-3.4a1.7 1.7 0 0 0 0 3.4z M8 11.5l3.2-2.7 2 .7 1.3 3 3 1 M11.8 9.5l-1 5 3 2 1 4 M10.5 15.5 8.5 20.5',
};

const names: Record<string, string> = {
  appointment: 'calendar',
  assessment: 'symptom',
  booking: 'calendar',
  channels: 'phone',
  contact: 'phone',
  dental: 'tooth',
  document: 'form',
  edit: 'form',
  emergency: 'alert',
  group: 'family',
  'in-person': 'place',
  login: 'key',
  persons: 'family',
  'self-care': 'heart',
  selfcare: 'heart',
  settings: 'info',
  test: 'form',
  time: 'clock',
  visit: 'place',
  vaccination: 'vaccine',
  warning: 'alert',
  web: 'external',
};

interface IconProps {
  name: string;
  // On a soft square, as in tiles.
  framed?: boolean;
}

export function Icon({ name, framed }: IconProps) {
  const drawing = (
    <svg
      class={classes('app-icon', name === 'dot' && 'app-icon--dot')}
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
    >
      {name === 'dot' ? <circle cx="12" cy="12" r="6" /> : <path d={paths[names[name] ?? name] ?? paths['info']} />}
    </svg>
  );
  return framed ? <span class="app-icon-frame">{drawing}</span> : drawing;
}

export function Chevron() {
  return (
    <svg class="app-icon app-chevron" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d="M9.5 6l6 6-6 6" />
    </svg>
  );
}

// The mark: a heart in the doorway.
export function Mark() {
  return (
    <svg class="app-mark" viewBox="0 0 26 26" aria-hidden="true" focusable="false">
      <path class="app-mark__door" d="M4 24V6.5A4.5 4.5 0 0 1 8.5 2h9A4.5 4.5 0 0 1 22 6.5V24" />
      <path
        class="app-mark__heart"
        d="M13 19.6l-4.3-4.2a2.9 2.9 0 0 1 0-4.1a2.85 2.85 0 0 1 4.1 0l.2.2.2-.2a2.85 2.85 0 0 1 4.1 0a2.9 2.9 0 0 1 0 4.1z"
      />
    </svg>
  );
}
