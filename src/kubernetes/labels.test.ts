import { expect } from 'chai';
import { labelKeyProblems, labelValueProblems } from './labels';

describe('the syntax of labels', () => {
  it('takes keys with and without prefix', () => {
    for (const key of ['app', 'app.kubernetes.io/name', 'a', '0', 'A_b.c-d', 'constructor', 'a'.repeat(63)]) {
      expect(labelKeyProblems(key)).to.deep.equal([]);
    }
  });

  it('takes values, the empty one included', () => {
    for (const value of ['', 'a', '1.10', 'A_b.c-d', 'a'.repeat(63)]) {
      expect(labelValueProblems(value)).to.deep.equal([]);
    }
  });

  it('says what is wrong in the words of the API server', () => {
    expect(labelKeyProblems('__proto__')).to.deep.equal([
      "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
    ]);
    expect(labelKeyProblems('a/b/c')).to.deep.equal([
      "a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
    ]);
    expect(labelKeyProblems('A/b')).to.deep.equal([
      "prefix part a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
    ]);
    expect(labelValueProblems(`-${'a'.repeat(63)}`)).to.deep.equal([
      'must be no more than 63 bytes',
      "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
    ]);
  });
});
