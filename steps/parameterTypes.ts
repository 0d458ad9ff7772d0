import { defineParameterType } from '@cucumber/cucumber';

// Each type captures generously; the reader behind the step refuses with a sentence what it cannot read.
// Names and patterns are literal, as editors read them without running them.

defineParameterType({ name: 'flow', regexp: /(?!under the ).+?(?:→|->|=>).+?/ });
defineParameterType({ name: 'enforcementPoint', regexp: /.+?/ });
defineParameterType({ name: 'subject', regexp: /.+?/ });
defineParameterType({ name: 'grant', regexp: /.+/ });
defineParameterType({ name: 'pod', regexp: /\S+/ });
defineParameterType({ name: 'namespace', regexp: /\S+/ });
defineParameterType({ name: 'labels', regexp: /\S.*/ });
defineParameterType({ name: 'direction', regexp: /\S+/ });
defineParameterType({ name: 'policy', regexp: /\S+/ });
defineParameterType({ name: 'policies', regexp: /\S.*?/ });
defineParameterType({ name: 'port', regexp: /\S+/ });
defineParameterType({ name: 'model', regexp: /\S+/ });
defineParameterType({ name: 'setting', regexp: /\S+/ });
defineParameterType({ name: 'choice', regexp: /\S+/ });
defineParameterType({ name: 'blocks', regexp: /\S.*/ });
