/**
 * What every diagram carries, as it may stand anywhere; short names, since a run may have thousands: t heading, r and e
 * packets that begin and end there, n name, m muted, s small, i on a ground, l lifelines, p packet, v its head, h and b grounds, a passed,
 * d dropped.
 */
export const style = [
  'text{font:12px system-ui,-apple-system,"Segoe UI",sans-serif;fill:#1f2933;paint-order:stroke;stroke:#fff;stroke-width:3px}',
  '.t,.r,.e,.n,text.d{font-weight:600}.c,.n{text-anchor:middle}.e{text-anchor:end}.n,.i{stroke:none}',
  '.m,.s{font-size:11px}.m{fill:#5d6b7a}.b,.o{fill:#fff}.h{fill:#eef2f6}.l{stroke:#b8c3cf;stroke-dasharray:3 4}',
  '.p{stroke:#3d4c5c;stroke-width:1.5}.v{fill:#3d4c5c}.o,.k{stroke-width:1.7}.k{fill:none}',
  '.a{stroke:#13795b}.d{stroke:#b42318}text.d{fill:#b42318;stroke:#fff}',
  '@media (prefers-color-scheme:dark){text,text.d{fill:#e3e8ee;stroke:#14191f}.m{fill:#9aa7b5}.b,.o{fill:#14191f}',
  '.h{fill:#1f2731}.l{stroke:#4a5663}.p{stroke:#c3ccd6}.v{fill:#c3ccd6}.a{stroke:#4cc38a}.d{stroke:#ff8a7a}',
  'text.d{fill:#ff8a7a}}',
].join('');

/** A tick and a cross, drawn once. */
export const marks =
  '<defs><g id="y"><circle class="o a" r="9"/><path class="k a" d="M-4 0l3 3.5 5-7"/></g>' +
  '<g id="x"><circle class="o d" r="9"/><path class="k d" d="M-4-4l8 8m0-8l-8 8"/></g></defs>';
