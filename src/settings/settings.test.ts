import { expect } from 'chai';
import { contains } from '../addresses/spans';
import { ephemeralPorts } from './ephemeralPorts';
import { choose, defaultSettings, settingNames, valuesOf } from './settings';

describe('a setting', () => {
  for (const name of settingNames) {
    it(`${name} is its first value unless another is chosen`, () => {
      expect(defaultSettings[name]).to.equal(valuesOf(name)[0]);
    });

    it(`${name} takes each of its values, and leaves the others alone`, () => {
      for (const value of valuesOf(name))
        expect(choose(defaultSettings, name, value)).to.deep.equal({ ...defaultSettings, [name]: value });
    });

    it(`${name} takes no other value`, () => {
      for (const value of ['', 'perhaps', 'constructor', valuesOf(name)[0]?.toUpperCase() ?? ''])
        expect(choose(defaultSettings, name, value)).to.equal(undefined);
    });
  }
});

describe('the ephemeral ports', () => {
  it('are 32768 to 60999, as Linux has them', () => {
    expect([32767, 32768, 60999, 61000].map(port => contains([ephemeralPorts], port))).to.deep.equal([
      false,
      true,
      true,
      false,
    ]);
  });
});
