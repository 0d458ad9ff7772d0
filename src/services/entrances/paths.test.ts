import { expect } from 'chai';
import type { IngressBackend, IngressPath, IngressPathType, RoutePathType } from '../../kubernetes/routes';
import { byIngressPrecedence, ingressPathTakes, routeMatchTakes } from './paths';

const anyBackend: IngressBackend = { is: 'service', name: 'x', port: 80 };

/** The examples of the Ingress concept page, and those of PathMatchType. */
const prefixes: readonly (readonly [prefix: string, path: string, takes: boolean])[] = [
  ['/', '/', true],
  ['/', '/any/path', true],
  ['/foo', '/foo', true],
  ['/foo', '/foo/', true],
  ['/foo/', '/foo', true],
  ['/foo/', '/foo/', true],
  ['/foo', '/foo/bar', true],
  ['/foo', '/foobar', false],
  ['/foo', '/Foo', false],
  ['/foo', '/', false],
  ['/aaa/bb', '/aaa/bbb', false],
  ['/aaa/bbb', '/aaa/bbb/ccc', true],
  ['/aaa/bbb', '/aaa/bbbxyz', false],
];

const exact: readonly (readonly [path: string, asked: string, takes: boolean])[] = [
  ['/foo', '/foo', true],
  ['/foo', '/foo/', false],
  ['/foo/', '/foo', false],
  ['/foo', '/Foo', false],
  ['/foo', '/foo/bar', false],
];

const expressions: readonly (readonly [path: string, asked: string, takes: boolean])[] = [
  ['/v[0-9]+', '/v12', true],
  ['/v[0-9]+', '/v12/more', false],
  ['/a|/b', '/b', true],
  ['/a|/b', '/a/more', false],
  // Of another dialect.
  ['/(?i)a', '/A', false],
];

/** Paths that all take what is asked, in the order in which they are tried. */
const precedences: readonly (readonly [asked: string, ...tried: (readonly [IngressPathType, string])[]])[] = [
  ['/foo/bar', ['Prefix', '/foo/bar'], ['Prefix', '/foo'], ['Prefix', '/']],
  ['/foo', ['Exact', '/foo'], ['Prefix', '/foo'], ['ImplementationSpecific', '/']],
  ['/foo', ['Exact', '/foo'], ['Prefix', '/foo/'], ['Prefix', '/foo']],
  ['/foo/', ['Exact', '/foo/'], ['Prefix', '/foo/'], ['Prefix', '/foo']],
];

describe('the paths that a path takes', () => {
  const takesOfIngress = (type: IngressPathType, path: string, asked: string): boolean =>
    ingressPathTakes({ type, path, backend: anyBackend }, asked);
  const takesOfRoute = (type: RoutePathType, path: string, asked: string): boolean =>
    routeMatchTakes({ type, path, narrowed: false }, asked);

  for (const [prefix, asked, takes] of prefixes) {
    it(`the prefix ${prefix} ${takes ? 'takes' : 'does not take'} ${asked}`, () => {
      expect(takesOfIngress('Prefix', prefix, asked)).to.equal(takes);
      expect(takesOfIngress('ImplementationSpecific', prefix, asked)).to.equal(takes);
      expect(takesOfRoute('PathPrefix', prefix, asked)).to.equal(takes);
    });
  }
  for (const [path, asked, takes] of exact) {
    it(`exactly ${path} ${takes ? 'takes' : 'does not take'} ${asked}`, () => {
      expect(takesOfIngress('Exact', path, asked)).to.equal(takes);
      expect(takesOfRoute('Exact', path, asked)).to.equal(takes);
    });
  }
  for (const [asked, ...tried] of precedences) {
    it(`${asked} goes by ${tried.map(each => each.join(' ')).join(' before ')}`, () => {
      const paths = tried.map(([type, path]): IngressPath => ({ type, path, backend: anyBackend }));
      expect(paths.every(path => ingressPathTakes(path, asked))).to.equal(true);
      expect([...paths].reverse().sort(byIngressPrecedence)).to.deep.equal(paths);
    });
  }
  for (const [path, asked, takes] of expressions) {
    it(`the expression ${path} ${takes ? 'takes' : 'does not take'} ${asked}`, () => {
      expect(takesOfRoute('RegularExpression', path, asked)).to.equal(takes);
    });
  }
});
