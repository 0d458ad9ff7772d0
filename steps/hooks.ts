import { dirname } from 'node:path';
import { AfterAll, AfterStep, Before } from '@cucumber/cucumber';
import { aboutPickle } from '../src/cucumber/about';
import { docStringPlace } from '../src/cucumber/docStringPlace';
import { handInSummary, isPageWanted, verdictsOf } from '../src/cucumber/pageData';
import { startOf } from '../src/cucumber/parameters';
import { handInTally } from '../src/cucumber/tallyFile';
import { type Edge, Scenario } from '../src/scenario/scenario';
import { begin, scenarioOf } from './scenarioOf';

const isForPage = isPageWanted();

Before(function ({ pickle, gherkinDocument }) {
  const edge: Edge = {
    folder: dirname(pickle.uri),
    locate: (docString: string) => docStringPlace(docString, pickle, gherkinDocument),
    about: () => aboutPickle(pickle, gherkinDocument),
    attach: (text: string, { mediaType, fileName }: { mediaType: string; fileName: string }) => {
      // A World of another library may have none.
      if (typeof this.attach !== 'function') return;
      // Reports show pictures that are encoded as bytes are, and no others.
      const content = mediaType.startsWith('image/') ? Buffer.from(text) : text;
      if (typeof content === 'string') this.attach(content, { mediaType, fileName });
      else this.attach(content, { mediaType, fileName });
    },
    ...(isForPage && { tell: verdict => verdictsOf(this).push(verdict) }),
  };
  begin(this, new Scenario(edge, startOf(this.parameters, pickle.tags)));
});

AfterStep(function ({ pickle, pickleStep, result }) {
  const scenario = scenarioOf(this);
  scenario.endSentence();
  const isOver = pickleStep === pickle.steps.at(-1) || result.status !== 'PASSED';
  // A hook of its own, after the scenario, would make every run an eighth longer.
  if (isForPage && isOver) handInSummary(scenario, verdictsOf(this));
});

AfterAll(handInTally);
