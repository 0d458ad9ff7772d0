// zod and yaml take a tenth of a second to load, which scenarios that are all English need not pay.

export function manifestReaders(): typeof import('../kubernetes/manifests') {
  return require('../kubernetes/manifests');
}

export function policyWriter(): typeof import('../kubernetes/manifestYaml') {
  return require('../kubernetes/manifestYaml');
}
