import { expect } from 'chai';
import { edges } from './edges';
import { enterWorkplace } from './written';

/** As many documents of each edge as take a second or so. */
const documents: Readonly<Record<string, number>> = {
  manifests: 250,
  files: 120,
  sentences: 120,
  tables: 80,
  packets: 400,
  connections: 150,
  features: 25,
};

describe('whatever comes in', () => {
  const origin = process.cwd();
  before(() => enterWorkplace());
  after(() => process.chdir(origin));

  for (const [name, prepare] of Object.entries(edges))
    it(`is carried out or refused in words: ${name}`, async function () {
      this.timeout(60_000);
      const trial = await prepare();
      const figures = await trial({ seed: 1, documents: documents[name] ?? 100, seconds: 60 });
      expect(figures.crashes).to.deep.equal([]);
      expect(figures.accepted + figures.refused).to.equal(figures.documents);
    });
});
