// fast-check and the generators take a moment to load, which scenarios that leave nothing open need not pay.

export function properties(): typeof import('./index') {
  return require('./index');
}
