import { defineParameterType } from '@cucumber/cucumber';

// Each type captures generously; the reader behind the step refuses with a sentence what it cannot read.
// Names and patterns are literal, as editors read them without running them. None is for snippets: it would fit any words.

defineParameterType({
  name: 'flow',
  regexp:
    /(?!under the |the connection |[Ff]or (?:any|all|every|each) |conntrack (?:has|keeps) )(?:(?!→|->|=>).)+(?:→|->|=>)(?:(?! (?:succeeds|fails|is|leads|cannot|depends)(?= |$)).)+?/,
  useForSnippets: false,
});
defineParameterType({ name: 'enforcementPoint', regexp: /.+?/, useForSnippets: false });
defineParameterType({ name: 'subject', regexp: /(?:(?! (?:allows|has) ).)+?/, useForSnippets: false });
defineParameterType({ name: 'grant', regexp: /.+/, useForSnippets: false });
defineParameterType({ name: 'pod', regexp: /\S+/, useForSnippets: false });
defineParameterType({ name: 'namespace', regexp: /\S+/, useForSnippets: false });
defineParameterType({ name: 'labels', regexp: /\S.*/, useForSnippets: false });
defineParameterType({ name: 'direction', regexp: /\S+/, useForSnippets: false });
defineParameterType({ name: 'policy', regexp: /\S+/, useForSnippets: false });
defineParameterType({ name: 'policies', regexp: /\S.*?/, useForSnippets: false });
defineParameterType({ name: 'port', regexp: /\S+/, useForSnippets: false });
defineParameterType({ name: 'model', regexp: /\S+/, useForSnippets: false });
defineParameterType({ name: 'setting', regexp: /\S+/, useForSnippets: false });
defineParameterType({ name: 'choice', regexp: /\S+/, useForSnippets: false });
defineParameterType({ name: 'blocks', regexp: /\S.*/, useForSnippets: false });
defineParameterType({ name: 'cni', regexp: /\S.*/, useForSnippets: false });
defineParameterType({
  name: 'endpoint',
  regexp: /(?!under the )\S(?:(?! (?:opens|sends|(?:half-)?closes|resets|resolves|cannot) ).)*?/,
  useForSnippets: false,
});
defineParameterType({ name: 'endpoints', regexp: /\S.*?/, useForSnippets: false });
defineParameterType({ name: 'pods', regexp: /(?!requests to )\S.*?/, useForSnippets: false });
defineParameterType({ name: 'target', regexp: /\S.*?/, useForSnippets: false });
defineParameterType({ name: 'packet', regexp: /\S.*?/, useForSnippets: false });
defineParameterType({
  name: 'connection',
  regexp: /the connection(?:(?! on | (?:is|was) | fails with ).)*?/,
  useForSnippets: false,
});
defineParameterType({ name: 'status', regexp: /\S.*?/, useForSnippets: false });
defineParameterType({
  name: 'duration',
  regexp: /(?!the )\S(?:(?! on | sends ).)*?/,
  useForSnippets: false,
});
defineParameterType({ name: 'place', regexp: /\S.*?/, useForSnippets: false });
defineParameterType({ name: 'sysctl', regexp: /\S+/, useForSnippets: false });
defineParameterType({ name: 'value', regexp: /\S.*?/, useForSnippets: false });
defineParameterType({ name: 'sight', regexp: /\S.*?/, useForSnippets: false });
defineParameterType({ name: 'tool', regexp: /\S+(?: wget)?(?: -\S+(?: \d\S*)?)*/, useForSnippets: false });
defineParameterType({ name: 'gateway', regexp: /\S+/, useForSnippets: false });
// "cannot resolve names" is about DNS as such, whatever is called "names".
defineParameterType({ name: 'host', regexp: /(?!(?:names|anything)(?::|$))\S+?/, useForSnippets: false });
defineParameterType({ name: 'address', regexp: /\S+/, useForSnippets: false });
defineParameterType({ name: 'nameFailure', regexp: /\S.*/, useForSnippets: false });
defineParameterType({ name: 'field', regexp: /\S.*?/, useForSnippets: false });
defineParameterType({ name: 'error', regexp: /\S.*/, useForSnippets: false });
defineParameterType({
  name: 'addition',
  regexp: /(?:(?!→|->|=>).)+? that could be added(?:(?!→|->|=>|, ).)*|(?:(?!→|->|=>).)+?/,
  useForSnippets: false,
});
defineParameterType({
  name: 'reach',
  regexp:
    /(?!under the )(?:(?!→|->|=>| (?:allows|has|opens|sends|(?:half-)?closes|resets|resolves|is) ).)+? {1,4}(?:can|cannot|can {1,4}not|can {1,4}only|can['’]t) {1,4}reach {1,4}(?!exactly:)(?:(?! (?:allows|has|opens|sends|closes|resets|resolves|is) ).)*?[^\s:]/,
  useForSnippets: false,
});
defineParameterType({ name: 'reachers', regexp: /(?!under the )(?:(?!→|->|=>).)+?/, useForSnippets: false });
defineParameterType({
  name: 'resolving',
  regexp:
    /(?:(?:can|cannot|can not|can['’]t|do(?:es)? not|do(?:es)?n['’]t) resolve|resolves?) (?:names|anything|any names?|DNS names)/,
  useForSnippets: false,
});
defineParameterType({
  name: 'rules',
  regexp: /(?:(?:ingress|egress) rule \S+ of )?policy \S+/,
  useForSnippets: false,
});
defineParameterType({ name: 'lintCode', regexp: /(?!nothing$)\S*[^\s:]/, useForSnippets: false });
