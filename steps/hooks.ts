import { dirname } from 'node:path';
import { AfterAll, AfterStep, Before } from '@cucumber/cucumber';
import { aboutPickle } from '../src/cucumber/about';
import { docStringPlace } from '../src/cucumber/docStringPlace';
import { startOf } from '../src/cucumber/parameters';
import { handInTally } from '../src/cucumber/tallyFile';
import { Scenario } from '../src/scenario/scenario';
import { begin, scenarioOf } from './scenarioOf';

Before(function ({ pickle, gherkinDocument }) {
  const edge = {
    folder: dirname(pickle.uri),
    locate: (docString: string) => docStringPlace(docString, pickle, gherkinDocument),
    about: () => aboutPickle(pickle, gherkinDocument),
    attach: (text: string, { mediaType, fileName }: { mediaType: string; fileName: string }) => {
      // A World of another library may have none.
      if (typeof this.attach === 'function') this.attach(text, { mediaType, fileName });
    },
  };
  begin(this, new Scenario(edge, startOf(this.parameters, pickle.tags)));
});

AfterStep(function () {
  scenarioOf(this).endSentence();
});

AfterAll(handInTally);
