/**
 * What every diagram carries, as it may stand anywhere: short names, since a run may have thousands. t heading, n name, m
 * muted, l lifeline, p packet, a passed, d dropped.
 */
export const style = [
  'svg{color-scheme:light dark}',
  'text{font:12px system-ui,-apple-system,"Segoe UI",sans-serif;fill:#1f2933;paint-order:stroke;stroke:#fff;stroke-width:3px}',
  '.t{font-size:13px;font-weight:600}.n{font-weight:600;text-anchor:middle}.c{text-anchor:middle}',
  '.m{fill:#5d6b7a;font-size:11px}.s{font-size:11px}.b{fill:#fff}.h{fill:#eef2f6}',
  '.l{stroke:#b8c3cf;stroke-dasharray:3 4}.p{stroke:#3d4c5c;stroke-width:1.5;fill:none}',
  '.v{fill:#3d4c5c}.a{stroke:#13795b}.d{stroke:#b42318}.o{fill:#fff;stroke-width:1.5}.k{fill:none;stroke-width:2}',
  'text.d{fill:#b42318;stroke:#fff;font-weight:600}.n,.h+text,.h~text{stroke:none}',
  '@media (prefers-color-scheme:dark){text{fill:#e3e8ee;stroke:#14191f}.m{fill:#9aa7b5}.b,.o{fill:#14191f}.h{fill:#1f2731}',
  '.l{stroke:#4a5663}.p{stroke:#c3ccd6}.v{fill:#c3ccd6}.a{stroke:#4cc38a}.d{stroke:#ff8a7a}text.d{fill:#ff8a7a;stroke:#14191f}}',
].join('');
