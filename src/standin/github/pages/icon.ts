import { type Html, html } from './html.ts';

/** Strokes on a field of 16 by 16. */
const PATHS = {
  open: 'M8 1.75a6.25 6.25 0 1 0 0 12.5a6.25 6.25 0 1 0 0-12.5M8 7.2v1.6',
  merged:
    'M4.5 5v6M4.5 5c0 3.5 3 4 6.5 4M3 3.5a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0M3 12.5a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0M11 9a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0',
  closed: 'M8 1.75a6.25 6.25 0 1 0 0 12.5a6.25 6.25 0 1 0 0-12.5M5.75 5.75l4.5 4.5M10.25 5.75l-4.5 4.5',
  draft: 'M8 1.75a6.25 6.25 0 1 0 0 12.5a6.25 6.25 0 1 0 0-12.5M5.5 8h5',
  yes: 'M8 1.75a6.25 6.25 0 1 0 0 12.5a6.25 6.25 0 1 0 0-12.5M5.2 8.2l2 2l3.6-4.2',
  hold: 'M8 1.75a6.25 6.25 0 1 0 0 12.5a6.25 6.25 0 1 0 0-12.5M6.25 5.75v4.5M9.75 5.75v4.5',
  no: 'M8 1.75a6.25 6.25 0 1 0 0 12.5a6.25 6.25 0 1 0 0-12.5M8 4.75v4M8 11v.3',
  busy: 'M8 1.75a6.25 6.25 0 1 0 0 12.5a6.25 6.25 0 1 0 0-12.5M8 4.5V8l2.4 1.6',
  commit: 'M5.25 8a2.75 2.75 0 1 0 5.5 0a2.75 2.75 0 1 0-5.5 0M1 8h4.25M10.75 8H15',
  words: 'M2.5 3h11v7.5h-6L4.5 13v-2.5h-2z',
  eye: 'M1.5 8c3-5 10-5 13 0c-3 5-10 5-13 0M6.2 8a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0-3.6 0',
  void: 'M3 13L13 3M4 4.5h6M4 8h2.5M9.5 8h2.5M6 11.5h6',
  pen: 'M3 13l.7-3L10.5 3.2l2.3 2.3L6 12.3z',
  seal: 'M8 1.5l1.7 1.4l2.2-.2l.6 2.1l1.9 1.1l-.8 2.1l.8 2.1l-1.9 1.1l-.6 2.1l-2.2-.2L8 14.5l-1.7-1.4l-2.2.2l-.6-2.1l-1.9-1.1l.8-2.1l-.8-2.1l1.9-1.1l.6-2.1l2.2.2zM5.7 8.1l1.6 1.6l3-3.3',
  branch:
    'M4.5 5v6M11.5 5.5c0 3-7 2-7 5M3 3.5a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0M3 12.5a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0M10 4a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0-3 0',
} as const;

export type Icon = keyof typeof PATHS;

/** A small picture that says nothing which does not stand in words beside it. */
export function icon(name: Icon): Html {
  return html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="${PATHS[name]}"/></svg>`;
}
